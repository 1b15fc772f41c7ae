using System.Diagnostics;

namespace OpenMemory.Erasure.Tests;

/// <summary>A named pipe in a folder, as a shell makes one for <c>&lt;(command)</c>, into which somebody writes bytes.</summary>
internal sealed class NamedPipe : IDisposable
{
    private readonly Task _writer;

    internal NamedPipe(string path, byte[] bytes)
    {
        using Process make = Process.Start("mkfifo", path);
        make.WaitForExit();
        _writer = Task.Run(() =>
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
            try
            {
                stream.Write(bytes);
            }
            catch (IOException)
            {
                // The reader had enough.
            }
        });
    }

    public void Dispose() => _writer.Wait();
}
