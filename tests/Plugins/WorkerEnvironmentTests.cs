using LmmCl.Plugins.Probing;

namespace LmmCl.Plugins.Tests;

/// <summary>Processes in which a plugin's code runs inherit nothing that leads to the store.</summary>
public sealed class WorkerEnvironmentTests
{
    [Theory]
    [InlineData("PGPASSWORD", "s3cret")]
    [InlineData("PGPASSFILE", "/home/ada/.pgpass")]
    [InlineData("PGSERVICEFILE", "/home/ada/.pg_service.conf")]
    [InlineData("LMMCL_STORE", "postgresql://ada@host/db")]
    [InlineData("DATABASE_URL", "mysql://ada:s3cret@host/db")]
    [InlineData("LAB_URL", "postgres://ada:s3cret@host/db")]
    [InlineData("ConnectionStrings__Lab", "Host=host;Password=s3cret")]
    public void Database_settings_are_removed(string name, string value)
    {
        var environment = new Dictionary<string, string?> { [name] = value, ["HOME"] = "/home/ada" };

        DatabaseSettings.RemoveFrom(environment);

        Assert.Equal(["HOME"], environment.Keys);
    }

    [Theory]
    [InlineData("PATH", "/usr/lib/postgresql:/usr/bin")]
    [InlineData("LMMCL_CONFIG", "/home/ada/postgresql")]
    [InlineData("OMP_NUM_THREADS", "1")]
    [InlineData("DOTNET_TieredPGO", "0")]
    public void What_a_worker_needs_is_kept(string name, string value)
    {
        var environment = new Dictionary<string, string?> { [name] = value };

        DatabaseSettings.RemoveFrom(environment);

        Assert.Equal([name], environment.Keys);
    }

    [Fact]
    public void Every_process_of_the_host_program_starts_without_them()
    {
        var former = Environment.GetEnvironmentVariable("PGPASSWORD");
        try
        {
            Environment.SetEnvironmentVariable("PGPASSWORD", "s3cret");

            Assert.DoesNotContain("PGPASSWORD", HostProgram.StartInfo(["worker"]).Environment.Keys);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PGPASSWORD", former);
        }
    }
}
