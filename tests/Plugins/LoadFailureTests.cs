using System.ComponentModel;
using System.Reflection;
using LmmCl.Plugins.Loading;

namespace LmmCl.Plugins.Tests;

/// <summary>What is held against a plugin, and what the machine lacked.</summary>
public sealed class LoadFailureTests
{
    private const int TooManyOpenFiles = unchecked((int)0x80070004);
    private const int OtherVersion = unchecked((int)0x80131040);

    public static TheoryData<Exception> OfTheEnvironment() =>
    [
        new IOException("Too many open files", 24),
        new IOException("No space left on device", 28),
        new UnauthorizedAccessException("Access to the path is denied."),
        new OutOfMemoryException(),
        new Win32Exception(12),
        new FileLoadException("Too many open files") { HResult = TooManyOpenFiles },
        new DllNotFoundException("Unable to load: Too many open files"),
        new TargetInvocationException(new IOException("Input/output error", 5)),
        new TypeInitializationException("A", new TargetInvocationException(new OutOfMemoryException())),
        new ReflectionTypeLoadException([null], [new FileLoadException("a") { HResult = TooManyOpenFiles }]),
        new ChangedPluginException("a.dll was exchanged after it was checked."),
    ];

    public static TheoryData<Exception> OfThePlugin() =>
    [
        new FileNotFoundException("A library is missing.", "Lost"),
        new FileLoadException("Another version.") { HResult = OtherVersion },
        new BadImageFormatException("No assembly."),
        new DllNotFoundException("Unable to load: cannot open shared object file: No such file or directory"),
        new EntryPointNotFoundException("begin"),
        new InvalidOperationException("It describes itself as another."),
        new TargetInvocationException(new NotSupportedException("the moon is not full")),
        new ReflectionTypeLoadException([null], [new TypeLoadException("a")]),
    ];

    [Theory]
    [MemberData(nameof(OfTheEnvironment))]
    public void What_the_machine_lacks_is_not_the_plugins_fault(Exception error) => Assert.False(LoadFailure.IsPluginFault(error));

    [Theory]
    [MemberData(nameof(OfThePlugin))]
    public void What_would_fail_again_is_the_plugins_fault(Exception error) => Assert.True(LoadFailure.IsPluginFault(error));
}
