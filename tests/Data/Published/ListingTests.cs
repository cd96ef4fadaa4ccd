using System.Text;
using LmmCl.Abstractions;
using LmmCl.Data.Published.Fetching;
using LmmCl.Data.Published.Sets;
using LmmCl.Tests;

namespace LmmCl.Data.Tests.Published;

/// <summary>What is to be downloaded: the hub's lists, and addresses in published files.</summary>
public sealed class ListingTests : IDisposable
{
    private const string Hash = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";

    private readonly LoopbackServer server = new();
    private readonly DataFolder folder = new();
    private readonly HttpClient client = FetchClients.Trusting();

    [Fact]
    public async Task The_hub_lists_the_files_of_a_split_with_size_and_hash()
    {
        List("lmms-lab/DocVQA", $$"""
            [ { "type": "directory", "path": "DocVQA", "size": 0 },
              { "type": "file", "path": "README.md", "size": 3 },
              { "type": "file", "path": "DocVQA/test-00000-of-00001.parquet", "size": 4 },
              { "type": "file", "path": "DocVQA/validation-00000-of-00001.parquet", "size": 5, "lfs": { "oid": "{{Hash}}", "size": 5 } },
              { "type": "file", "path": "InfographicVQA/validation-00000-of-00001.parquet", "size": 6 } ]
            """);

        var item = Assert.Single(await ListAsync("docvqa_val"));

        Assert.Equal(("DocVQA/validation-00000-of-00001.parquet", 5L, Hash), (item.Path, item.Bytes, item.Sha256));
        Assert.Equal(server.At("datasets/lmms-lab/DocVQA/resolve/main/DocVQA/validation-00000-of-00001.parquet"), item.Address);
    }

    [Fact]
    public async Task A_long_list_is_read_page_by_page()
    {
        List("lmms-lab/ai2d", """[{ "type": "file", "path": "data/test-00000-of-00002.parquet" }]""");
        server.Headers["api/datasets/lmms-lab/ai2d/tree/main?recursive=true"] = ("Link", $"<{server.At("more")}>; rel=\"next\"");
        server.Files["more"] = Encoding.UTF8.GetBytes("""[{ "type": "file", "path": "data/test-00001-of-00002.parquet" }]""");

        Assert.Equal(2, (await ListAsync("ai2d")).Count);
    }

    [Fact]
    public async Task The_only_file_of_a_repository_needs_no_name_of_a_split()
    {
        List("Lin-Chen/MMStar", """[{ "type": "file", "path": "mmstar.parquet", "size": 1 }]""");

        Assert.Equal("mmstar.parquet", Assert.Single(await ListAsync("mmstar")).Path);
    }

    [Theory]
    [InlineData("<html></html>", "is not JSON")]
    [InlineData("{}", "is not a list")]
    [InlineData("[]", "no Parquet file of the split 'test'")]
    [InlineData("[{ \"type\": \"file\", \"path\": \"../test-0.parquet\" }]", "no Parquet file of the split 'test'")]
    public async Task A_list_that_is_none_is_an_error(string answer, string expected)
    {
        List("lmms-lab/ai2d", answer);

        var error = await Assert.ThrowsAsync<InputException>(() => ListAsync("ai2d"));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_that_refuses_is_named_with_its_answer()
    {
        var error = await Assert.ThrowsAsync<InputException>(() => ListAsync("ai2d"));

        Assert.Contains("the hub answers 404 for lmms-lab/ai2d", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_are_listed_once_each_under_the_name_of_their_hash()
    {
        var items = PictureAddresses.Of([Counted("http://a.example/1.jpg", Hash), Counted("http://b.example/2.jpg", Hash.ToUpperInvariant())]);

        var item = Assert.Single(items);
        Assert.Equal(($"pictures/{Hash}.jpg", Hash, "a.example"), (item.Path, item.Sha256, item.Address.Host));
    }

    [Theory]
    [InlineData("file:///etc/passwd", Hash, "row 1: image_url: this is not an address of the web")]
    [InlineData("http://a.example/1.jpg", "../../x", "row 1: image_sha256: this is not a SHA-256")]
    public void Addresses_and_hashes_that_are_none_are_named_by_their_row(string address, string hash, string expected)
    {
        var error = Assert.Throws<InputException>(() => PictureAddresses.Of([Counted(address, hash)]));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
        folder.Dispose();
    }

    private void List(string repository, string answer) =>
        server.Files[$"api/datasets/{repository}/tree/main?recursive=true"] = Encoding.UTF8.GetBytes(answer);

    private Task<IReadOnlyList<FetchItem>> ListAsync(string name)
    {
        var set = PublishedSets.Find(name);
        return new HubListing(client, server.Address, "main").ListAsync(set, set.Split("test"), default);
    }

    private string Counted(string address, string hash) => ParquetFiles.Write(
        folder.PathOf($"{Guid.NewGuid():N}.parquet"), ("image_url", ParquetFiles.Texts(address)), ("image_sha256", ParquetFiles.Texts(hash)));
}
