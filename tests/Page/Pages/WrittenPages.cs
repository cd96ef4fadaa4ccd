namespace LmmCl.Page.Tests.Pages;

/// <summary>A store of three recorded recipes, and the page written about them.</summary>
public sealed class WrittenPages : IAsyncLifetime
{
    internal RecordedStore Store { get; private set; } = null!;

    internal string File => Path.Combine(Store.Runs, "page.html");

    internal string Address(string route = "") => new Uri(File).AbsoluteUri + "#" + route;

    public async Task InitializeAsync()
    {
        Store = await RecordedStore.OfAsync(("llm", 5), ("sa_proj", 5), ("mlp_gate_up", 2));
        var typed = await Store.TypeAsync("page", "quick-llm", "quick-sa_proj", "quick-mlp_gate_up", "--out", File);
        Assert.True(typed.Code == 0, typed.Error);
    }

    public Task DisposeAsync()
    {
        Store.Dispose();
        return Task.CompletedTask;
    }
}
