using Microsoft.Extensions.Logging;

namespace OpenMemory.Store.Tests;

/// <summary>Keeps every message, with its values and its exception.</summary>
internal sealed class RecordedLog(LogLevel least = LogLevel.Trace) : ILoggerFactory, ILogger
{
    private readonly List<(LogLevel Level, EventId Id, string Text)> _messages = [];

    internal (LogLevel Level, EventId Id, string Text)[] Messages
    {
        get
        {
            lock (_messages) return [.. _messages];
        }
    }

    internal string? Category { get; private set; }

    public ILogger CreateLogger(string categoryName)
    {
        Category = categoryName;
        return this;
    }

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        IEnumerable<string> values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? pairs.Select(static pair => $"{pair.Key}={pair.Value}") : [];
        lock (_messages) _messages.Add((logLevel, eventId, $"{formatter(state, exception)} | {string.Join(' ', values)} | {exception}"));
    }

    public void Dispose()
    {
    }
}
