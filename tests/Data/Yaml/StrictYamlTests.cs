using LmmCl.Abstractions;
using LmmCl.Data.Yaml;
using LmmCl.Tests;

namespace LmmCl.Data.Tests.Yaml;

public class StrictYamlTests
{
    [Fact]
    public void An_unknown_key_is_answered_with_near_matches()
    {
        var root = StrictYaml.Parse("learning_rat: 1", "spec.yaml");

        var error = Assert.Throws<InputException>(() => root.Fields("learning_rate", "seed"));

        Assert.Equal("spec.yaml: learning_rat: the key 'learning_rat' is not known. Did you mean 'learning_rate'?", error.Message);
    }

    [Fact]
    public void Nested_values_know_their_field_and_line()
    {
        var place = StrictYaml.Parse("a:\n  - b: 1\n  - b:\n      c: x\n", "spec.yaml")
            .AnyFields().Required("a").Items()[1].AnyFields().Required("b").AnyFields().Required("c");

        Assert.Equal("spec.yaml: a[1].b.c", place.ToString());
        Assert.Equal(4, place.Line);
    }

    [Theory]
    [InlineData("n: 70000", "spec.yaml: n: a whole number from 1 to 100 is expected, not '70000'.")]
    [InlineData("n: 1.5", "spec.yaml: n: a whole number from 1 to 100 is expected, not '1.5'.")]
    [InlineData("n: [1]", "spec.yaml: n: a text is expected, not a list.")]
    [InlineData("m: 1", "spec.yaml: the key 'n' is missing.")]
    [InlineData("n: ~", "spec.yaml: the key 'n' is missing.")]
    [InlineData("- n", "spec.yaml: a map of keys and values is expected, not a list.")]
    public void A_wrong_value_is_answered_with_what_is_expected(string text, string message)
    {
        var error = Assert.Throws<InputException>(() => StrictYaml.Parse(text, "spec.yaml").AnyFields().Required("n").Integer(1, 100));

        Assert.Equal(message, error.Message);
    }

    [Theory]
    [InlineData("a: [1, 2", "spec.yaml: line")]
    [InlineData("a: 1\na: 2", "spec.yaml: line 2")]
    [InlineData("a: 1\n---\nb: 2", "spec.yaml: one YAML document is expected, 2 are there.")]
    [InlineData("", "spec.yaml: one YAML document is expected, 0 are there.")]
    public void Text_that_is_not_one_document_is_refused(string text, string message)
    {
        var error = Assert.Throws<InputException>(() => StrictYaml.Parse(text, "spec.yaml"));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused_before_it_can_exhaust_the_stack()
    {
        var error = Assert.Throws<InputException>(() => StrictYaml.Parse(new string('[', 20_000), "spec.yaml"));

        Assert.StartsWith("spec.yaml: line 1: nested more than 64 levels deep.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_text_is_read_or_refused_but_never_crashes()
    {
        const string text = "skills:\n  - id: birds\n    train: &a \"x\\ny\"\n    prompt: { before: '', after: *a }\n"
            + "    list: [1, 2, {k: v}]\n  - |\n    block\n";
        const string marks = "{}[]:-&*!|>'\"%@`#,?\t\n\0~";
        var random = new Random(5);
        var refused = 0;
        for (var i = 0; i < FuzzedInputs.Count; i++)
        {
            var at = random.Next(text.Length);
            var damaged = random.Next(2) == 0
                ? text.Remove(at, Math.Min(random.Next(1, 5), text.Length - at))
                : text.Insert(at, marks[random.Next(marks.Length)].ToString());
            try
            {
                Walk(StrictYaml.Parse(damaged, "spec.yaml"));
            }
            catch (InputException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, FuzzedInputs.Count / 10, FuzzedInputs.Count);
    }

    private static void Walk(YamlPlace place)
    {
        if (place.IsList)
        {
            place.Items().ToList().ForEach(Walk);
        }
        else if (place.IsScalar)
        {
            place.Text();
        }
        else if (!place.IsNull)
        {
            place.AnyFields().All.ToList().ForEach(field => Walk(field.Value));
        }
    }
}
