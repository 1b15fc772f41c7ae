namespace OpenMemory.Cli.Terminal;

/// <summary>
/// Shows how far a long work with a known total has come. On a terminal: a bar, redrawn at most ten times a second and erased
/// at the end. Elsewhere: a plain line every ten seconds. Work that is done within half a second shows nothing.
/// </summary>
/// <remarks>Several threads may report at once.</remarks>
internal sealed class ProgressLine : IProgress<long>, IProgress<MgProgress>, IDisposable
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_redraw = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan s_line = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly string _label;
    private readonly ProgressUnit _unit;
    private readonly TextWriter? _error;
    private readonly ErrorTerminal _terminal;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private TimeSpan _next;
    private long _total, _done;
    private int _drawn;
    private bool _ended;

    /// <summary>Starts the clock.</summary>
    /// <param name="label">What is being done, in one word.</param>
    /// <param name="total">What there is to do; 0 where every report says it.</param>
    /// <param name="unit">What is counted.</param>
    /// <param name="error">Standard error; null shows nothing.</param>
    /// <param name="terminal">What that is connected to.</param>
    /// <param name="clock">Tells the time.</param>
    internal ProgressLine(string label, long total, ProgressUnit unit, TextWriter? error, ErrorTerminal terminal, TimeProvider clock)
    {
        _label = label;
        _total = total;
        _unit = unit;
        _error = error;
        _terminal = terminal;
        _clock = clock;
        _start = clock.GetTimestamp();
        _next = terminal.IsTerminal ? s_quiet : s_line;
    }

    /// <summary>Says how much is done, counted from the beginning; what is less than before is of a thread that came late.</summary>
    public void Report(long value)
    {
        lock (_lock)
        {
            _done = Math.Clamp(value, _done, Math.Max(_done, _total));
            TimeSpan elapsed = _clock.GetElapsedTime(_start);
            if (_error is null || _ended || _total <= 0 || elapsed < _next) return;
            if (_terminal.IsTerminal) Draw(ProgressText.Bar(_label, _done, _total, elapsed, _unit));
            else _error.WriteLine(ProgressText.Line(_label, _done, _total, elapsed, _unit));
            _next = elapsed + (_terminal.IsTerminal ? s_redraw : s_line);
        }
    }

    /// <summary>Says how much is done, and of how much.</summary>
    public void Report(MgProgress value)
    {
        lock (_lock)
        {
            _total = value.Total;
            Report(value.Done);
        }
    }

    /// <summary>Makes room for other lines on the terminal; the next report draws the bar again.</summary>
    internal void Clear()
    {
        lock (_lock)
        {
            if (_drawn == 0) return;
            Draw("");
            _error!.Write('\r');
            _error.Flush();
        }
    }

    /// <summary>Erases the bar; nothing is shown afterwards.</summary>
    public void Dispose()
    {
        Clear();
        lock (_lock) _ended = true;
    }

    // Blanks over what was there before need no control sequence but the carriage return.
    private void Draw(string text)
    {
        int columns = _terminal.Columns?.Invoke() ?? 0;
        int width = (columns > 0 ? Math.Min(columns, Screen.Width) : Screen.Width) - 1;
        if (text.Length > width) text = text[..width];
        _error!.Write("\r" + text.PadRight(_drawn));
        _error.Flush();
        _drawn = text.Length;
    }
}
