using System.Runtime.CompilerServices;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;

namespace LmmCl.Tests;

/// <summary>Whoever runs the tests has settings and plugins too. The tests neither see nor change them.</summary>
internal static class UsersSettings
{
    [ModuleInitializer]
    internal static void LeaveAlone()
    {
        var folder = Directory.CreateTempSubdirectory("lmmcl-config-").FullName;
        Environment.SetEnvironmentVariable(UserSettings.Variable, folder);
        Environment.SetEnvironmentVariable("LMMCL_PLUGINS", null);

        // Workers are compared with this process, whose libtorch takes every core unless it is told otherwise.
        var threads = Environment.GetEnvironmentVariable(WorkerThreads.Variable) ?? $"{Environment.ProcessorCount}";
        Environment.SetEnvironmentVariable(WorkerThreads.Variable, threads);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }
}
