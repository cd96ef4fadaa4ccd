namespace LmmCl.Data.TinyWorld;

/// <summary>How many records the drawn world holds.</summary>
/// <param name="SkillTrain">Training records of each skill.</param>
/// <param name="SkillTest">Test records of each skill.</param>
/// <param name="BenchmarkTest">Test records of each held-out benchmark.</param>
/// <param name="GeneralPictures">
/// Pictures of each held-out benchmark's kind in the general mix; each gives a question and a caption. 0 leaves the mix out.
/// </param>
/// <param name="ProbeCaptions">Captioned pictures for the counting probe.</param>
public sealed record TinyWorldSizes(
    int SkillTrain = 1280, int SkillTest = 100, int BenchmarkTest = 80, int GeneralPictures = 0, int ProbeCaptions = 32);
