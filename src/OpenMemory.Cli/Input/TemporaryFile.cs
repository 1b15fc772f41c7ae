using System.Runtime.InteropServices;

namespace OpenMemory.Cli.Input;

/// <summary>A file that is gone when it is no longer needed, or when the command is interrupted: it may hold somebody's whole memory.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private static readonly PosixSignal[] s_endings = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    private readonly PosixSignalRegistration[] _registrations;

    internal TemporaryFile()
    {
        Path = System.IO.Path.GetTempFileName();
        _registrations = [.. s_endings.Select(signal => PosixSignalRegistration.Create(signal, _ => TryDelete()))]; // which then ends the process
    }

    internal string Path { get; }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        File.Delete(Path);
    }

    private void TryDelete()
    {
        try
        {
            File.Delete(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Windows does not delete a file that is open.
        }
    }
}
