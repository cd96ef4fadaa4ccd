using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// One step of Adam over many parameters at once, with the operations of PyTorch's loop over single tensors in its order. Dense float32
/// on the CPU takes one pass over memory; anything else goes through libtorch's list operators.
/// </summary>
internal sealed class AdamUpdate(AdamUpdate.Settings settings, long step)
{
    private readonly List<Tensor> parameters = [];
    private readonly List<Tensor> gradients = [];
    private readonly List<Tensor> averages = [];
    private readonly List<Tensor> squares = [];
    private readonly List<Tensor> largest = [];

    public void Add(Parameter parameter, Tensor gradient, Tensor average, Tensor square, Tensor? largestSquare)
    {
        parameters.Add(parameter);
        gradients.Add(gradient);
        averages.Add(average);
        squares.Add(square);
        if (largestSquare is not null)
        {
            largest.Add(largestSquare);
        }
    }

    public void Apply()
    {
        if (!InOnePass())
        {
            ByListOperators();
        }
    }

    private unsafe bool InOnePass()
    {
        var (rate, beta1, beta2, eps, decay, amsgrad, maximize, decoupledDecay) = settings;
        if (amsgrad || maximize || (decay != 0 && !decoupledDecay))
        {
            return false;
        }

        int status;
        fixed (nint* weights = Handles(parameters), slopes = Handles(gradients), means = Handles(averages), variances = Handles(squares))
        {
            status = NativeMethods.lmmcl_adamw(weights, slopes, means, variances, parameters.Count, rate, beta1, beta2, eps, decay, step);
        }

        GC.KeepAlive(this);
        NativeMethods.Check(status, nameof(AdamW));
        return status == 1;
    }

    private static nint[] Handles(List<Tensor> tensors) => [.. tensors.Select(tensor => tensor.Handle)];

    private void ByListOperators()
    {
        var (rate, beta1, beta2, eps, decay, amsgrad, maximize, decoupledDecay) = settings;
        Tensor[] weights = [.. parameters];
        Tensor[] slopes = maximize ? Aten._foreach_neg.CallList(gradients.ToArray()) : [.. gradients];
        Tensor[] firstMoments = [.. averages];
        Tensor[] secondMoments = [.. squares];
        if (decay != 0 && decoupledDecay)
        {
            Aten._foreach_mul__Scalar.Run(weights, 1 - (rate * decay));
        }
        else if (decay != 0)
        {
            slopes = Aten._foreach_add_List.CallList(slopes, weights, decay);
        }

        Aten._foreach_mul__Scalar.Run(firstMoments, beta1);
        Aten._foreach_add__List.Run(firstMoments, slopes, 1 - beta1);
        Aten._foreach_mul__Scalar.Run(secondMoments, beta2);
        Aten._foreach_addcmul__Scalar.Run(secondMoments, slopes, slopes, 1 - beta2);
        if (amsgrad)
        {
            for (var i = 0; i < secondMoments.Length; i++)
            {
                largest[i].copy_(largest[i].maximum(secondMoments[i]));
            }

            secondMoments = [.. largest];
        }

        var denominators = Aten._foreach_sqrt.CallList(secondMoments);
        Aten._foreach_div__Scalar.Run(denominators, Math.Sqrt(1 - Math.Pow(beta2, step)));
        Aten._foreach_add__Scalar.Run(denominators, eps);
        Aten._foreach_addcdiv__Scalar.Run(weights, firstMoments, denominators, -rate / (1 - Math.Pow(beta1, step)));
    }

    internal readonly record struct Settings(
        double Rate, double Beta1, double Beta2, double Eps, double Decay, bool Amsgrad, bool Maximize, bool DecoupledDecay);
}
