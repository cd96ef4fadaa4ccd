namespace TorchSharp.Modules;

public class Parameter : torch.Tensor
{
}
