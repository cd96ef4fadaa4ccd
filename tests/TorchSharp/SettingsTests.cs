using static TorchSharp.torch;

namespace LmmCl.TorchSharp.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void The_number_of_threads_is_what_was_asked_for()
    {
        var before = get_num_threads();
        set_num_threads(2);
        Assert.Equal(2, get_num_threads());
        set_num_threads(1);
        Assert.Equal(1, get_num_threads());
        set_num_threads(before);
    }

    [Fact]
    public void The_default_type_is_that_of_new_tensors()
    {
        Assert.Equal(ScalarType.Float32, get_default_dtype());
        set_default_dtype(ScalarType.Float64);
        try
        {
            using var tensor = zeros(1);
            Assert.Equal(ScalarType.Float64, tensor.dtype);
        }
        finally
        {
            set_default_dtype(ScalarType.Float32);
        }
    }

    [Fact]
    public void Cuda_is_available_exactly_when_there_is_a_device() => Assert.Equal(cuda.device_count() > 0, cuda.is_available());

    [Fact]
    public void The_limits_of_a_type_are_those_of_the_type()
    {
        Assert.Equal(float.MaxValue, finfo(ScalarType.Float32).max);
        Assert.Equal(-65504, finfo(ScalarType.Float16).min);
    }
}
