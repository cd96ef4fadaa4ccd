using System.Net;
using System.Security.Cryptography;
using LmmCl.Data.Published.Fetching;

namespace LmmCl.Data.Tests.Published;

public sealed class DownloadTests : IDisposable
{
    private static readonly byte[] content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31))];

    private readonly LoopbackServer server = new();
    private readonly DataFolder folder = new();
    private readonly HttpClient client = FetchClients.Trusting();

    [Fact]
    public async Task A_file_comes_whole_and_its_hash_is_compared()
    {
        var outcome = await Fetch(Item("a.bin"));

        Assert.Equal((null, false), (outcome.Problem, outcome.WasThere));
        Assert.Equal(content, File.ReadAllBytes(folder.PathOf("a.bin")));
        Assert.Single(Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_asked_for_again()
    {
        await Fetch(Item("a.bin"));

        Assert.True((await Fetch(Item("a.bin"))).WasThere);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_download_that_breaks_off_goes_on_where_it_stopped(bool hasTag)
    {
        (server.BreakOffs, server.Tag) = (1, hasTag ? server.Tag : null);

        Assert.Null((await Fetch(Item("a.bin"))).Problem);

        Assert.Equal(content, File.ReadAllBytes(folder.PathOf("a.bin")));
        Assert.Equal(["a.bin", "a.bin bytes=50000-"], server.Requests);
    }

    [Fact]
    public async Task A_part_of_an_older_file_is_not_continued()
    {
        File.WriteAllBytes(folder.PathOf(".a.bin.part"), new byte[70_000]);
        File.WriteAllText(folder.PathOf(".a.bin.part.etag"), "\"0\"");

        Assert.Null((await Fetch(Item("a.bin"))).Problem);

        Assert.Equal(content, File.ReadAllBytes(folder.PathOf("a.bin")));
    }

    [Fact]
    public async Task A_server_that_is_busy_is_asked_again()
    {
        server.Refusals = 2;

        Assert.Null((await Fetch(Item("a.bin"))).Problem);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_file_of_another_hash_is_not_kept()
    {
        var outcome = await Fetch(Item("a.bin") with { Sha256 = new string('0', 64) });

        Assert.Contains("its SHA-256 is", outcome.Problem, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public async Task A_file_that_is_there_and_differs_is_left_alone()
    {
        File.WriteAllText(folder.PathOf("a.bin"), "mine");

        Assert.Contains("delete it", (await Fetch(Item("a.bin"))).Problem, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(folder.PathOf("a.bin")));
    }

    [Fact]
    public async Task What_comes_is_counted_and_what_is_there_is_known()
    {
        server.Files["a.bin"] = content;
        var received = 0;
        var loader = new Download(client, folder.Root) { Received = bytes => received += bytes };
        Assert.Equal(0, loader.BytesOf(Item("a.bin")));

        Assert.Null((await loader.RunAsync(Item("a.bin"), default)).Problem);

        Assert.Equal(content.Length, received);
        Assert.Equal(content.Length, loader.BytesOf(Item("a.bin")));
    }

    [Fact]
    public async Task What_is_missing_does_not_stop_the_others()
    {
        server.Files["a.bin"] = content;
        var outcomes = await Fetcher.RunAsync(
            [new(server.At("gone.bin"), "gone.bin"), new(server.At("a.bin"), "a.bin")], Loader(client), 2, _ => { }, default);

        Assert.Equal(["the server answers 404", null], outcomes.Select(outcome => outcome.Problem));
    }

    [Fact]
    public async Task A_file_over_the_limit_is_given_up()
    {
        server.Files["a.bin"] = content;
        var outcome = await new Download(client, folder.Root, largest: 1_000).RunAsync(new(server.At("a.bin"), "a.bin"), default);

        Assert.Contains("more than 1,000 bytes", outcome.Problem, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public async Task An_address_of_a_data_set_never_leads_to_this_machine()
    {
        server.Files["a.bin"] = content;
        using var wary = FetchClients.Wary();

        var outcome = await Loader(wary).RunAsync(new(server.At("a.bin"), "a.bin"), default);

        Assert.Contains("127.0.0.1 is not a public address", outcome.Problem, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:192.168.0.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:4700::1111", true)]
    public void Public_addresses_are_told_from_inner_ones(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddresses.Includes(IPAddress.Parse(address)));

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
        folder.Dispose();
    }

    private Download Loader(HttpClient with) => new(with, folder.Root) { FirstWait = TimeSpan.FromMilliseconds(1) };

    private Task<FetchOutcome> Fetch(FetchItem item) => Loader(client).RunAsync(item, default);

    private FetchItem Item(string name)
    {
        server.Files[name] = content;
        return new(server.At(name), name) { Bytes = content.Length, Sha256 = Convert.ToHexString(SHA256.HashData(content)) };
    }
}
