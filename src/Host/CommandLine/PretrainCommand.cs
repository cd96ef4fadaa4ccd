using System.CommandLine;
using LmmCl.Runs.Pretraining;
using LmmCl.Runs.Progress;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl pretrain</c>: trains a model from random weights, by a recipe kept beside it.</summary>
internal static class PretrainCommand
{
    public static Command Create()
    {
        var recipe = new Argument<string>("recipe") { Description = "YAML with configuration, vocabulary, data and training." };
        var output = new Option<string>("--out") { Description = "Folder of the finished model, in Hugging Face layout.", Required = true };
        var work = new Option<string?>("--work") { Description = "Folder for the drawn data and the state; by default beside the output." };
        var placement = new PlacementOptions();
        var command = new Command("pretrain", "Train a model from random weights. Stop it at any time: it resumes when called again.")
        {
            recipe, output, work, placement.Device, placement.Dtype,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var target = parsed.GetValue(output)!;
            var between = parsed.GetValue(work) ?? target + ".work";
            var plan = PretrainingRecipe.Read(parsed.GetValue(recipe)!);
            plan = plan with { Device = placement.DeviceOr(plan.Device, parsed), Dtype = placement.DtypeOr(plan.Dtype, parsed) };
            await new ModelPretraining(plan, target, between, ProgressLine.OnStandardError()).RunAsync(ct);
            Console.WriteLine($"The model: {target}");
            return 0;
        });
        return command;
    }
}
