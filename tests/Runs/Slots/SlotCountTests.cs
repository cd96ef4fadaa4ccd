using LmmCl.Abstractions;
using LmmCl.Host.Composition;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Slots;

namespace LmmCl.Runs.Tests.Slots;

public sealed class SlotCountTests
{
    [Theory]
    [InlineData(0, 8, 1, 8)]
    [InlineData(0, 8, 3, 2)]
    [InlineData(0, 2, 4, 1)]
    [InlineData(4, 64, 1, 4)]
    public void There_is_a_slot_for_each_gpu_or_for_the_cores_of_each_workers_threads(int gpus, int cores, int threads, int slots) =>
        Assert.Equal(slots, MachineSlots.Count(gpus, cores, threads));

    [Theory]
    [InlineData(null, 1)]
    [InlineData("", 1)]
    [InlineData("4", 4)]
    [InlineData("4,2", 4)]
    public void A_worker_has_the_threads_that_the_environment_says_or_one(string? given, int threads) =>
        Assert.Equal(threads, WorkerThreads.Parse(given));

    [Theory]
    [InlineData("0")]
    [InlineData("many")]
    public void A_wrong_number_of_threads_is_named(string given) =>
        Assert.Equal("OMP_NUM_THREADS", Assert.Throws<InputException>(() => WorkerThreads.Parse(given)).Place);

    [Fact]
    public void The_option_decides_over_the_machine() => Assert.Equal(3, SlotsOption.Parse("3"));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("two")]
    public void A_wrong_number_of_slots_is_named(string given) =>
        Assert.Equal("--slots", Assert.Throws<InputException>(() => SlotsOption.Parse(given)).Place);
}
