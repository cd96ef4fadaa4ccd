using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace LmmCl.EventStore.Tests.Postgres;

/// <summary>A PostgreSQL server on loopback with a folder, a port and a password of its own; fsync is on.</summary>
internal sealed class PostgresServer : IDisposable
{
    internal const string User = "lmmcl";

    private static readonly Lazy<PostgresServer> shared = new(() => new PostgresServer());

    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-postgres-").FullName;
    private readonly int port = FreePort();
    private Process? process;

    private readonly string[] settings;
    private readonly IReadOnlyDictionary<string, string> environment;

    internal PostgresServer(params string[] settings)
        : this(new Dictionary<string, string>(), settings)
    {
    }

    internal PostgresServer(IReadOnlyDictionary<string, string> environment, params string[] settings)
    {
        this.environment = environment;
        this.settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=on", "max_connections=200", .. settings];
        RemoveFolderAtTheEnd();
        File.WriteAllText(Path.Combine(folder, "password"), Password);
        UnprivilegedUser.Give(folder);
        UnprivilegedUser.Run(UnprivilegedUser.Command(
            Path.Combine(PostgresBinaries.Folder, "initdb"), "--pgdata", Data, "--username", User, "--pwfile", Path.Combine(folder, "password"),
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-sync"));
        Start();
    }

    /// <summary>The one server that all tests of a run share.</summary>
    internal static PostgresServer Shared => shared.Value;

    internal string Password { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    /// <summary>For Npgsql itself.</summary>
    internal string ConnectionString => $"Host=127.0.0.1;Port={port};Username={User};Password={Password};Database=postgres";

    private string Data => Path.Combine(folder, "data");

    internal string Address(string schema, string user = User, string? password = null, string database = "postgres") =>
        $"postgresql://{user}:{password ?? Password}@127.0.0.1:{port}/{database}?schema={schema}";

    /// <summary>Starts the server and waits until it answers.</summary>
    internal void Start()
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);

        // The server is told to die with the thread that started it; a thread of the pool would end too early.
        new Thread(() =>
        {
            string[] arguments = ["-D", Data, "-p", $"{port}", .. settings.SelectMany(setting => new[] { "-c", setting })];
            var command = UnprivilegedUser.Command(Path.Combine(PostgresBinaries.Folder, "postgres"), arguments);
            foreach (var (name, value) in environment)
                command.Environment[name] = value;
            var server = Process.Start(command)!;
            server.OutputDataReceived += (_, _) => { };
            server.ErrorDataReceived += (_, _) => { };
            server.BeginOutputReadLine();
            server.BeginErrorReadLine();
            started.SetResult(server);
            server.WaitForExit();
        })
        { IsBackground = true }.Start();
        process = started.Task.GetAwaiter().GetResult();
        for (var waited = Stopwatch.StartNew(); ; Thread.Sleep(50))
        {
            try
            {
                Execute("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (waited.Elapsed < TimeSpan.FromSeconds(60) && !process.HasExited)
            {
            }
        }
    }

    /// <summary>Kills the server and all its processes at once, as a power cut would.</summary>
    internal void Kill()
    {
        process!.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    /// <summary>Runs a statement as the server's owner and returns the first value of its answer.</summary>
    internal object? Execute(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    public void Dispose()
    {
        if (process is { HasExited: false })
            Kill();
    }

    /// <summary>
    /// The server dies with this process, however that ends, and its own processes a moment later: nobody in here could remove their files.
    /// </summary>
    private void RemoveFolderAtTheEnd()
    {
        const string Script = "exec </dev/null >/dev/null 2>&1; while kill -0 \"$1\"; do sleep 1; done; sleep 2; rm -rf \"$2\"";
        using var remover = Process.Start("setsid", ["sh", "-c", Script, "sh", $"{Environment.ProcessId}", folder]);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
