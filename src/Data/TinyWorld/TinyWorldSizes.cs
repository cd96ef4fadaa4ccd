namespace LmmCl.Data.TinyWorld;

/// <summary>Number of records in the synthetic world.</summary>
/// <param name="SkillTrain">Number of training records per skill.</param>
/// <param name="SkillTest">Number of test records per skill.</param>
/// <param name="BenchmarkTest">Number of test records per held-out benchmark.</param>
/// <param name="GeneralPictures">
/// Number of images of each held-out benchmark's kind in the general mix; each yields a question and a caption. 0 omits the mix.
/// </param>
/// <param name="ProbeCaptions">Number of captioned images for the counting probe.</param>
public sealed record TinyWorldSizes(
    int SkillTrain = 1280, int SkillTest = 100, int BenchmarkTest = 80, int GeneralPictures = 0, int ProbeCaptions = 32);
