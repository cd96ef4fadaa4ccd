using System.CommandLine;
using LmmCl.Data.TinyWorld;
using LmmCl.Runs.Experiments;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl world</c>: generates the small world as ordinary files.</summary>
internal static class WorldCommand
{
    public static Command Create()
    {
        var sizes = new TinyWorldSizes();
        var folder = new Argument<string>("folder") { Description = "Where to write it: a new folder." };
        var seed = new Option<int>("--seed") { Description = "Seed of the pictures.", DefaultValueFactory = _ => 42 };
        var general = new Option<int>("--general")
        {
            Description = "Pictures of each held-out kind in a general mix for pretraining; 0 leaves it out.",
        };
        var train = new Option<int>("--train")
        {
            Description = "Training records of each skill.",
            DefaultValueFactory = _ => sizes.SkillTrain,
        };
        var command = new Command("world", "Draw TinyWorld: five skills and eight held-out benchmarks as LLaVA files.")
        {
            folder, seed, general, train,
        };
        command.SetAction(parsed =>
        {
            var asked = sizes with { GeneralPictures = parsed.GetValue(general), SkillTrain = parsed.GetValue(train) };
            Console.WriteLine(new DrawnWorld(parsed.GetValue(folder)!, parsed.GetValue(seed), asked).DrawNew());
        });
        return command;
    }
}
