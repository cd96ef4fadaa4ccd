using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// One step of Adam over many parameters at once. The operations and their order are those of PyTorch's loop over single tensors, so the
/// numbers are the same; a list operator makes the loop run inside libtorch.
/// </summary>
internal static class AdamUpdate
{
    public static void Apply(IReadOnlyList<(Parameter Parameter, Tensor Gradient, AdamW.State State)> items, AdamOptions options, bool decoupledDecay)
    {
        foreach (var item in items)
        {
            item.State.step++;
        }

        Apply(
            items[0].State.step, [.. items.Select(item => item.Parameter)], [.. items.Select(item => item.Gradient)],
            [.. items.Select(item => item.State.exp_avg)], [.. items.Select(item => item.State.exp_avg_sq)],
            [.. items.Select(item => item.State.max_exp_avg_sq)], options, decoupledDecay);
    }

    public static void Apply(IReadOnlyList<(Parameter Parameter, Tensor Gradient, Adam.State State)> items, AdamOptions options, bool decoupledDecay)
    {
        foreach (var item in items)
        {
            item.State.step++;
        }

        Apply(
            items[0].State.step, [.. items.Select(item => item.Parameter)], [.. items.Select(item => item.Gradient)],
            [.. items.Select(item => item.State.exp_avg)], [.. items.Select(item => item.State.exp_avg_sq)],
            [.. items.Select(item => item.State.max_exp_avg_sq)], options, decoupledDecay);
    }

    private static void Apply(
        long step,
        Tensor[] parameters,
        Tensor[] gradients,
        Tensor[] averages,
        Tensor[] squares,
        Tensor?[] largestSquares,
        AdamOptions options,
        bool decoupledDecay)
    {
        var (rate, decay) = (options.LearningRate!.Value, options.weight_decay!.Value);
        var (beta1, beta2, eps) = (options.beta1!.Value, options.beta2!.Value, options.eps!.Value);
        if (options.maximize == true)
        {
            gradients = Aten._foreach_neg.CallList(gradients);
        }

        if (decay != 0)
        {
            if (decoupledDecay)
            {
                Aten._foreach_mul__Scalar.Run(parameters, 1 - (rate * decay));
            }
            else
            {
                gradients = Aten._foreach_add_List.CallList(gradients, parameters, decay);
            }
        }

        Aten._foreach_mul__Scalar.Run(averages, beta1);
        Aten._foreach_add__List.Run(averages, gradients, 1 - beta1);
        Aten._foreach_mul__Scalar.Run(squares, beta2);
        Aten._foreach_addcmul__Scalar.Run(squares, gradients, gradients, 1 - beta2);
        if (options.amsgrad == true)
        {
            for (var i = 0; i < squares.Length; i++)
            {
                largestSquares[i]!.copy_(largestSquares[i]!.maximum(squares[i]));
            }

            squares = largestSquares!;
        }

        var denominators = Aten._foreach_sqrt.CallList(squares);
        Aten._foreach_div__Scalar.Run(denominators, Math.Sqrt(1 - Math.Pow(beta2, step)));
        Aten._foreach_add__Scalar.Run(denominators, eps);
        Aten._foreach_addcdiv__Scalar.Run(parameters, averages, denominators, -rate / (1 - Math.Pow(beta1, step)));
    }
}
