using LmmCl.Abstractions;
using LmmCl.Data.Yaml;
using LmmCl.Evaluation.Scorers;
using LmmCl.Runs.Experiments;
using LmmCl.Training.Optimisation;

namespace LmmCl.Runs.Tests.Experiments;

public sealed class YamlSettingsTests
{
    [Theory]
    [InlineData("\"42\"", "42")]
    [InlineData("'1e-3'", "1e-3")]
    [InlineData("\"true\"", "true")]
    [InlineData("'null'", "null")]
    [InlineData("\"0x2A\"", "0x2A")]
    [InlineData("!!str 7", "7")]
    [InlineData("42", "42")]
    [InlineData("1.50", "1.50")]
    [InlineData("true", "true")]
    [InlineData("2026-11-28", "2026-11-28")]
    [InlineData("1_000", "1_000")]
    [InlineData("Infinity", "Infinity")]
    public void A_text_is_what_stands_in_the_file(string written, string text)
    {
        Assert.Equal(text, Bound($"text: {written}").Text);
        Assert.Equal([text], Bound($"texts: [{written}]").Texts!);
    }

    [Theory]
    [InlineData("007")]
    [InlineData("0x2A")]
    [InlineData("+5")]
    [InlineData("True")]
    public void A_plain_value_whose_text_would_be_lost_is_refused_with_the_fix(string written)
    {
        var error = Assert.Throws<InputException>(() => Bound($"text: {written}"));

        Assert.StartsWith("spec.yaml: settings.text: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Put it in quotes.", error.Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => Bound($"texts: [a, {written}]"));
    }

    [Theory]
    [InlineData("42", 42)]
    [InlineData("+5", 5)]
    [InlineData("007", 7)]
    [InlineData("0x2A", 42)]
    [InlineData("0o17", 15)]
    [InlineData("-3", -3)]
    public void A_whole_number_is_read_by_the_core_rules_of_yaml(string written, int value)
    {
        Assert.Equal(value, Bound($"whole: {written}").Whole);
        Assert.Equal(value, StrictYaml.Parse($"n: {written}", "spec.yaml").AnyFields().Required("n").Integer());
    }

    [Theory]
    [InlineData("4.0", 4)]
    [InlineData("1e3", 1000)]
    public void A_whole_setting_may_be_written_as_a_number_without_a_fraction(string written, int value) =>
        Assert.Equal(value, Bound($"whole: {written}").Whole);

    [Theory]
    [InlineData("lr", "learning_rate")]
    [InlineData("num_train_epochs", "epochs")]
    [InlineData("cutoff_len", "max_length")]
    public void A_name_of_other_trainers_suggests_ours(string key, string meant)
    {
        var fields = StrictYaml.Parse($"training: {{ {key}: 1 }}", "spec.yaml").AnyFields();

        var error = Assert.Throws<InputException>(() => YamlSettings.Bind<TrainingOptions>(fields, "training"));

        Assert.EndsWith($"Did you mean '{meant}'?", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("~/models/base", "'~'")]
    [InlineData("${MODELS}/base", "'${...}'")]
    public void A_path_that_only_a_shell_expands_is_refused(string path, string named)
    {
        var place = StrictYaml.Parse($"model: \"{path}\"", "spec.yaml").AnyFields().Required("model");

        Assert.Contains(named, Assert.Throws<InputException>(() => place.PathFrom("/data")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e-3", 0.001)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("1.50", 1.5)]
    public void A_number_is_read_by_the_core_rules_of_yaml(string written, double value)
    {
        Assert.Equal(value, Bound($"number: {written}").Number);
        Assert.Equal(value, StrictYaml.Parse($"n: {written}", "spec.yaml").AnyFields().Required("n").Number());
    }

    [Theory]
    [InlineData("number: .inf")]
    [InlineData("number: .nan")]
    [InlineData("flag: \"true\"")]
    [InlineData("flag: yes")]
    [InlineData("whole: 1.5")]
    public void A_value_of_another_type_is_refused(string written) => Assert.Throws<InputException>(() => Bound(written));

    [Fact]
    public void A_flag_is_read_by_the_core_rules_of_yaml() => Assert.True(Bound("flag: TRUE").Flag);

    private static Settings Bound(string line) =>
        YamlSettings.Bind<Settings>(StrictYaml.Parse($"settings: {{ {line} }}", "spec.yaml").AnyFields(), "settings");

    private sealed record Settings
    {
        public string Text { get; init; } = "";

        public IReadOnlyList<string>? Texts { get; init; }

        public int Whole { get; init; }

        public double Number { get; init; }

        public bool Flag { get; init; }
    }
}
