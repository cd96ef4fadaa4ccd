namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking) => Move(device, dtype, non_blocking);

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                Move(new Device(deviceType, deviceIndex), null, non_blocking);

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking) => Move(null, dtype, non_blocking);

            // Every tensor keeps its managed identity, so that whoever holds a parameter still holds the module's.
            private Module Move(Device? device, ScalarType? dtype, bool non_blocking)
            {
                using var untracked = no_grad();
                using var scope = NewDisposeScope();
                foreach (var tensor in parameters().Concat(buffers()))
                {
                    var type = dtype is { } wanted && tensor.is_floating_point() ? wanted : tensor.dtype;
                    var gradient = tensor.grad;
                    var needsGradient = tensor.requires_grad;
                    tensor.Become(tensor.to(type, device ?? tensor.device, non_blocking: non_blocking));
                    tensor.requires_grad = needsGradient;
                    if (gradient is not null)
                    {
                        tensor.grad = gradient.to(type, tensor.device, non_blocking: non_blocking);
                    }
                }

                return this;
            }
        }
    }
}
