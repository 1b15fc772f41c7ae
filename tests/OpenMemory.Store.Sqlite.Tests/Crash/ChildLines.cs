using System.Diagnostics;
using System.Text;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>Reads what a process says as fast as it says it, so that it never waits for us.</summary>
internal sealed class ChildLines : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private readonly Thread _thread;
    private int _lines;
    private bool _isEnded;

    internal ChildLines(Process process)
    {
        _thread = new(() => Read(process.StandardOutput.BaseStream)) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Waits until there are so many lines, or the process has ended.</summary>
    internal void WaitFor(int lines)
    {
        lock (_bytes)
        {
            while (_lines < lines && !_isEnded) Monitor.Wait(_bytes);
        }
    }

    /// <summary>All lines of a process that has ended; what follows the last line end was never said.</summary>
    internal string[] Whole()
    {
        _thread.Join();
        return Encoding.ASCII.GetString(_bytes.GetBuffer(), 0, (int)_bytes.Length).Split('\n')[..^1];
    }

    /// <summary>The last whole line so far; null where there is none.</summary>
    internal string? Last()
    {
        lock (_bytes)
        {
            ReadOnlySpan<byte> all = _bytes.GetBuffer().AsSpan(0, (int)_bytes.Length);
            int end = all.LastIndexOf((byte)'\n');
            return end < 0 ? null : Encoding.ASCII.GetString(all[(all[..end].LastIndexOf((byte)'\n') + 1)..end]);
        }
    }

    public void Dispose() => _bytes.Dispose();

    private void Read(Stream stream)
    {
        byte[] buffer = new byte[1 << 16];
        int read;
        do
        {
            read = stream.Read(buffer);
            lock (_bytes)
            {
                _bytes.Write(buffer, 0, read);
                _lines += buffer.AsSpan(0, read).Count((byte)'\n');
                _isEnded |= read == 0;
                Monitor.PulseAll(_bytes);
            }
        }
        while (read > 0);
    }
}
