using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.LwF.Tests;

public class DistillationTests
{
    /// <summary>
    /// Teacher logits 0 and 2 ln 3 at temperature 2 are the probabilities 1/4 and 3/4, the student's are equal:
    /// T^2 KL = 4 (1/4 ln(1/2) + 3/4 ln(3/2)) = 4 (3/4 ln 3 - ln 2).
    /// </summary>
    [Fact]
    public void The_divergence_is_that_of_the_softened_distributions_times_the_squared_temperature()
    {
        using var scope = NewDisposeScope();

        var loss = Distillation.Loss(tensor(new double[,] { { 1, 1 } }), tensor(new double[,] { { 0, 2 * Math.Log(3) } }), 2);

        Assert.Equal(4 * ((0.75 * Math.Log(3)) - Math.Log(2)), loss.item<double>(), 1e-12);
    }

    [Fact]
    public void Rows_count_as_their_mean()
    {
        using var scope = NewDisposeScope();
        var (student, teacher) = (tensor(new[,] { { 1.0, 1 }, { 0, 5 } }), tensor(new[,] { { 0, 2 * Math.Log(3) }, { 0, 5 } }));

        var both = Distillation.Loss(student, teacher, 2);
        var first = Distillation.Loss(student.narrow(0, 0, 1), teacher.narrow(0, 0, 1), 2);

        Assert.Equal(first.item<double>() / 2, both.item<double>(), 1e-12);
    }

    /// <summary>d/dz of T^2 KL is T (softmax(z / T) - softmax(teacher / T)): here 2 (1/2 - 1/4) and 2 (1/2 - 3/4).</summary>
    [Fact]
    public void The_gradient_draws_the_student_to_the_teacher_and_leaves_the_teacher_alone()
    {
        using var scope = NewDisposeScope();
        var student = tensor(new double[,] { { 1, 1 } }, requires_grad: true);
        var teacher = tensor(new double[,] { { 0, 2 * Math.Log(3) } });

        Distillation.Loss(student, teacher, 2).backward();

        Assert.Equal([0.5, -0.5], student.grad!.data<double>().ToArray().Select(value => Math.Round(value, 12)));
        Assert.Null(teacher.grad);
    }

    [Fact]
    public void Models_that_agree_differ_by_nothing_at_all()
    {
        using var scope = NewDisposeScope();
        var logits = randn(5, 300) * 8;

        Assert.Equal(0, Distillation.Loss(logits, logits.clone(), 2).item<float>());
    }

    [Fact]
    public void Half_precision_logits_are_compared_in_single_precision()
    {
        using var scope = NewDisposeScope();

        var loss = Distillation.Loss(randn(3, 7).to(ScalarType.BFloat16), randn(3, 7).to(ScalarType.BFloat16), 2);

        Assert.Equal(ScalarType.Float32, loss.dtype);
    }
}
