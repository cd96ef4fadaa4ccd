using System.Globalization;
using System.Text.Json.Nodes;
using LmmCl.Data.Published.Tables;
using LmmCl.Data.TinyWorld.Drawing;

namespace LmmCl.Data.Published.Sets;

/// <summary>
/// cub200: bird species as a choice of 26. The correct species is placed at a random letter among 25 others, drawn for each picture from
/// the seed and the picture's id, so that a question does not depend on how many others are converted.
/// </summary>
internal static class Cub200
{
    private const int Options = 26;
    private const string Instruction = "Answer with the option's letter from the given choices directly.";

    // The study's wordings.
    private static readonly string[] wordings =
    [
        "What species is the bird in this photo?",
        "Can you identify the bird species in this image?",
        "Which bird species is shown in this picture?",
        "What type of bird is depicted in this photograph?",
        "Identify the species of the bird in this image.",
        "What is the bird species presented in this photo?",
        "Which of the following species does this bird belong to?",
        "What would you classify this bird as?",
        "From the options below, what species is this bird?",
        "Looking at this bird, what species would you say it is?",
    ];

    public static PublishedSet Set { get; } = new(
        "cub200",
        "cub200",
        [
            new(PublishedSplit.Train, "train", 5_994),
            new(PublishedSplit.Test, "train", 5_794) { Repository = "Jessemel/cub200-test" },
        ],
        [
            new(
                "folder of CUB-200-2011",
                [
                    Column.Text("image_id"), Column.Text("class"), Column.Texts("classes"), Column.Text("is_training_image"),
                    Column.Picture(),
                ],
                OfFolder),
            new(
                "rows with pictures",
                [Column.Text("question"), Column.Text("answer"), Column.Picture()],
                (row, _) => Example.Of(row.Picture(), row.Text("question"), OptionLetters.Given(row, "answer"))),
        ])
    {
        Summary = "bird species, one of 26",
        AnswerForm = "option letter",
        Files =
        [
            new(
                "https://data.caltech.edu/records/65de6-vp158/files/CUB_200_2011.tgz",
                "CUB_200_2011.tgz",
                "97eceeb196236b17998738112f37df78",
                "Unpack it with 'tar xzf CUB_200_2011.tgz', and convert the folder."),
        ],
    };

    private static Example? OfFolder(Row row, SplitUse use)
    {
        var isTraining = row.Text("is_training_image") switch
        {
            "1" => true,
            "0" => false,
            var other => throw row.Wrong("is_training_image", $"'{other}' is neither 0 nor 1."),
        };
        return isTraining == use.IsTest ? null : Asked(row, use);
    }

    private static Example Asked(Row row, SplitUse use)
    {
        var (id, right) = (row.Number64("image_id"), row.Text("class"));
        var others = row.Texts("classes").Where(species => species != right).ToList();
        if (others.Count < Options - 1)
        {
            throw row.Wrong("class", $"a question needs {Options} species, the list has {others.Count + 1}.");
        }

        var random = SeededRandom.For(use.Seed, string.Create(CultureInfo.InvariantCulture, $"cub200/{id}"));
        var position = random.Between(0, Options - 1);
        var options = random.Sample(others, Options - 1);
        options.Insert(position, right);
        var question = $"{random.Pick(wordings)}\n{Instruction}\n{OptionLetters.Lines(options)}";
        var letter = ((char)('A' + position)).ToString();
        return new([row.Picture()], question, letter)
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"cub200_{id:00000}"),

            // The benchmark appends its instruction without a line break, so the question ends with one.
            Document = new JsonObject { ["question"] = question + "\n", ["answer"] = letter },
        };
    }
}
