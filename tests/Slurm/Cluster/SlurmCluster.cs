using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace LmmCl.Slurm.Tests.Cluster;

/// <summary>
/// A real Slurm of one machine on loopback: munge, controller and node daemon as ordinary processes in a folder of their own, without
/// systemd, control groups or accounting. It has more CPUs than the machine, since most of its jobs wait for something.
/// </summary>
internal sealed class SlurmCluster
{
    private static readonly Lazy<SlurmCluster> shared = new(() => new SlurmCluster());

    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-slurm-").FullName;
    private readonly Daemon munge;
    private readonly Daemon controller;
    private readonly Daemon node;

    private SlurmCluster()
    {
        WriteKey();
        var configuration = PathOf("slurm.conf");
        File.WriteAllText(configuration, Configuration());
        Environment.SetEnvironmentVariable("SLURM_CONF", configuration);
        munge = new Daemon(
            Program("munged"), "--foreground", "--force", $"--key-file={PathOf("munge.key")}", $"--socket={PathOf("munge.socket")}",
            $"--pid-file={PathOf("munged.pid")}", $"--log-file={PathOf("munged.log")}", $"--seed-file={PathOf("munged.seed")}");
        controller = new Daemon(Program("slurmctld"), "-D");
        node = new Daemon(Program("slurmd"), "-D");
        munge.Start();
        Until(() => File.Exists(PathOf("munge.socket")));
        controller.Start();
        node.Start();
        Until(() => Run("sinfo", "--noheader", "--format=%T") is { Code: 0, Output: ['i', 'd', 'l', 'e', ..] });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
    }

    /// <summary>The one cluster that all tests of a run share.</summary>
    public static SlurmCluster Shared => shared.Value;

    /// <summary>Ends the controller, which saves what it knows; jobs that run go on.</summary>
    public void StopController() => controller.Terminate();

    /// <summary>
    /// Kills the controller once it has saved that a job runs. One that is killed in the second before has forgotten the job when it is
    /// back: it then drains the node, and an administrator is needed.
    /// </summary>
    public void KillController(string job)
    {
        var saved = SavedJobsAt();
        Run("scontrol", "update", $"JobId={job}", "AdminComment=saved");
        Until(() => SavedJobsAt() > saved);
        controller.Kill();
    }

    public void StartController() => controller.Start();

    /// <summary>Kills the daemon of the node; the jobs that it started go on.</summary>
    public void KillNodeDaemon() => node.Kill();

    public void StartNodeDaemon() => node.Start();

    /// <summary>Runs one of Slurm's commands.</summary>
    public static (int Code, string Output) Run(string name, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    private static string Program(string name) =>
        new[] { "/usr/sbin", "/usr/bin", "/usr/local/sbin" }.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(
            $"These tests start a Slurm of their own, and there is no {name} on this machine. "
            + "Install it (Debian: apt-get install slurm-wlm munge; './lmmcl test' does it by itself where it may).");

    private static void Until(Func<bool> seen)
    {
        for (var clock = Stopwatch.StartNew(); !seen(); Thread.Sleep(50))
        {
            if (clock.Elapsed > TimeSpan.FromMinutes(1))
            {
                throw new InvalidOperationException("Slurm does not start.");
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void WriteKey()
    {
        File.WriteAllBytes(PathOf("munge.key"), RandomNumberGenerator.GetBytes(64));
        File.SetUnixFileMode(PathOf("munge.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    // Credentials expire soon, because a job that was queued again waits until the former ones have.
    private string Configuration() => $"""
        ClusterName=tests
        SlurmctldHost={Host}(127.0.0.1)
        SlurmUser={Environment.UserName}
        SlurmdUser={Environment.UserName}
        SlurmctldPort={FreePort()}
        SlurmdPort={FreePort()}
        AuthType=auth/munge
        AuthInfo=socket={PathOf("munge.socket")},cred_expire=5
        CredType=cred/munge
        StateSaveLocation={Made("state")}
        SlurmdSpoolDir={Made("spool")}
        SlurmctldPidFile={PathOf("slurmctld.pid")}
        SlurmdPidFile={PathOf("slurmd.pid")}
        SlurmctldLogFile={PathOf("slurmctld.log")}
        SlurmdLogFile={PathOf("slurmd.log")}
        ProctrackType=proctrack/linuxproc
        TaskPlugin=task/none
        JobAcctGatherType=jobacct_gather/none
        AccountingStorageType=accounting_storage/none
        SelectType=select/cons_tres
        SelectTypeParameters=CR_CPU
        MpiDefault=none
        SwitchType=switch/none
        ReturnToService=2
        SchedulerParameters=batch_sched_delay=0,sched_min_interval=100000,bf_interval=1
        KillWait=20
        SlurmdParameters=config_overrides
        NodeName={Host} NodeAddr=127.0.0.1 CPUs=64 RealMemory=64000 State=UNKNOWN
        PartitionName=tests Nodes=ALL Default=YES MaxTime=INFINITE State=UP

        """;

    private static string Host => Environment.MachineName.Split('.')[0];

    private DateTime SavedJobsAt() => File.GetLastWriteTimeUtc(PathOf("state/job_state"));

    private string Made(string name) => Directory.CreateDirectory(PathOf(name)).FullName;

    private string PathOf(string name) => Path.Combine(folder, name);

    private void Stop()
    {
        Run("scancel", "--full", "--signal=KILL", $"--user={Environment.UserName}");
        Thread.Sleep(500);
        foreach (var daemon in new[] { node, controller, munge })
        {
            daemon.Kill();
        }

        Directory.Delete(folder, recursive: true);
    }
}
