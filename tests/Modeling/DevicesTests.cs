using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;

namespace LmmCl.Modeling.Tests;

public class DevicesTests
{
    [Theory]
    [InlineData("auto", 0, null)]
    [InlineData("auto", 2, 0)]
    [InlineData("cpu", 2, null)]
    [InlineData("cuda", 1, 0)]
    [InlineData("cuda:1", 2, 1)]
    public void A_name_is_resolved_by_what_the_machine_has(string text, int cudaDevices, int? index) =>
        Assert.Equal(index, Devices.Resolve(text, cudaDevices));

    [Theory]
    [InlineData("cuda", 0, "device 'cuda': this machine has no CUDA device; it has the CPU.")]
    [InlineData("cuda:3", 2, "device 'cuda:3': this machine has cuda:0 and cuda:1.")]
    public void A_device_that_the_machine_lacks_is_refused_with_what_it_has(string text, int cudaDevices, string message)
    {
        var error = Assert.Throws<InputException>(() => Devices.Resolve(text, cudaDevices));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:1234")]
    [InlineData("CPU")]
    public void A_name_that_no_machine_could_have_is_refused(string text)
    {
        var error = Assert.Throws<InputException>(() => Devices.Check(text, "run.yaml: device"));
        Assert.StartsWith($"run.yaml: device: '{text}' names no device.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_nearly_right_is_answered_with_the_right_one()
    {
        Assert.Contains("'cuda'", Assert.Throws<InputException>(() => Devices.Check("cudaa", "device")).Message, StringComparison.Ordinal);
        var error = Assert.Throws<InputException>(() => Precisions.Parse("bfloat", "dtype"));
        Assert.Contains("Did you mean 'bfloat16'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_machine_has_at_least_one_device_and_auto_is_the_first()
    {
        Assert.NotEmpty(Devices.Available());
        Assert.Equal(Devices.Available()[0].ToString(), Devices.Resolve(Devices.Auto).ToString());
    }
}
