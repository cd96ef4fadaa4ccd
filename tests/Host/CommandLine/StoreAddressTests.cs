
namespace LmmCl.Host.Tests.CommandLine;

/// <summary>Passwords that somebody types, or misplaces, are neither used nor repeated.</summary>
[Collection(nameof(HostRuns))]
public sealed class StoreAddressTests : IDisposable
{
    private readonly string runs = Directory.CreateTempSubdirectory("lmmcl-address-").FullName;

    [Theory]
    [InlineData("postgresql://ada:s3cret@127.0.0.1:1/lab")]
    [InlineData("postgres://ada:s3cret@127.0.0.1:1/lab?schema=mine")]
    [InlineData("postgresql:Host=127.0.0.1;Port=1;Username=ada;Password=s3cret")]
    public async Task A_password_on_the_command_line_is_refused(string store)
    {
        foreach (var command in (string[][])[["report", "x"], ["audit", "verify"], ["gc"], ["history"]])
        {
            Refuses(await Typed.CommandAsync([.. command, "--store", store, "--runs", runs]), "--store", "password", "PGPASSWORD");
        }
    }

    [Theory]
    [InlineData("postgre://ada:s3cret@host/db")]
    [InlineData("mysql://ada:s3cret@host/db")]
    [InlineData("POSTGRESQL://ada:s3cret@host/db")]
    [InlineData("postgre:Host=host;Username=ada;Password=s3cret")]
    [InlineData("Host=host;Username=ada;Pwd=s3cret")]
    [InlineData("postgresql://ada:12/s3cret@host/db")]
    [InlineData("postgresql://ada:12?s3cret@host/db")]
    [InlineData("postgresql://ada:12#s3cret@host/db")]
    public async Task What_is_no_address_of_a_store_is_refused_and_not_repeated(string store)
    {
        Refuses(await Typed.CommandAsync("history", "--store", store, "--runs", runs), "--store", "postgresql://user@host:5432/database");
        Assert.Empty(Directory.GetFileSystemEntries(runs));
    }

    [Fact]
    public async Task A_password_in_the_environment_is_taken()
    {
        var former = Environment.GetEnvironmentVariable("LMMCL_STORE");
        try
        {
            Environment.SetEnvironmentVariable("LMMCL_STORE", "postgresql://ada:s3cret@127.0.0.1:1/lab");

            Refuses(await Typed.CommandAsync("audit", "verify", "--runs", runs), "cannot be reached");
        }
        finally
        {
            Environment.SetEnvironmentVariable("LMMCL_STORE", former);
        }
    }

    public void Dispose() => Directory.Delete(runs, recursive: true);

    private static void Refuses(Typed typed, params string[] parts)
    {
        typed.IsOneErrorWith(parts);
        Assert.DoesNotContain("s3cret", typed.Error + typed.Output, StringComparison.Ordinal);
    }
}
