using System.Runtime.CompilerServices;

namespace LmmCl.Host.Tests;

/// <summary>Whoever runs the tests has settings and plugins too. The tests neither see nor change them.</summary>
internal static class UsersSettings
{
    [ModuleInitializer]
    internal static void LeaveAlone()
    {
        var folder = Directory.CreateTempSubdirectory("lmmcl-config-").FullName;
        Environment.SetEnvironmentVariable(HostFolders.SettingsVariable, folder);
        Environment.SetEnvironmentVariable("LMMCL_PLUGINS", null);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }
}
