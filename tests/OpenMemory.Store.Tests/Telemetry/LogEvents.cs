using System.Reflection;
using Microsoft.Extensions.Logging;

namespace OpenMemory.Store.Tests;

/// <summary>The log messages as the code declares them.</summary>
internal static class LogEvents
{
    internal static IReadOnlyList<(int Id, string Name, LogLevel Level, string Message)> All { get; } =
    [
        .. typeof(StoreLog).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Select(static method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>()
            .Select(static declared => (declared.EventId, declared.EventName!, declared.Level, declared.Message)).OrderBy(static entry => entry.EventId),
    ];
}
