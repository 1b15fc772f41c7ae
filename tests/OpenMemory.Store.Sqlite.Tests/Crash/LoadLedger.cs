using System.Globalization;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>What processes said before they were killed, and what their store must hold therefore.</summary>
internal sealed class LoadLedger
{
    private readonly HashSet<ContentAddress> _here = [];
    private readonly HashSet<ContentAddress> _gone = [];
    private readonly Dictionary<ContentAddress, ContentAddress> _superseded = [];
    private readonly HashSet<ContentAddress> _contradicted = [];
    private readonly HashSet<ContentAddress> _vectors = [];
    private readonly Dictionary<string, (ContentAddress Address, long Order)> _operations = [];
    private readonly Dictionary<string, long> _metadata = [];
    private readonly HashSet<string> _contents = [], _destroyed = [];
    private readonly Dictionary<string, string[]> _adding = [], _removing = [];

    internal IReadOnlyCollection<ContentAddress> Here => _here;

    internal IReadOnlyCollection<ContentAddress> Gone => _gone;

    internal IReadOnlyDictionary<ContentAddress, ContentAddress> Superseded => _superseded;

    internal IReadOnlyCollection<ContentAddress> Contradicted => _contradicted;

    internal IReadOnlyCollection<ContentAddress> Vectors => _vectors;

    internal IReadOnlyDictionary<string, long> Metadata => _metadata;

    internal IReadOnlyCollection<string> Contents => _contents;

    internal IReadOnlyCollection<string> Destroyed => _destroyed;

    /// <summary>The operations that were confirmed last.</summary>
    internal IEnumerable<KeyValuePair<string, ContentAddress>> NewestOperations =>
        _operations.OrderByDescending(static entry => entry.Value.Order).Take(5).Select(static entry => KeyValuePair.Create(entry.Key, entry.Value.Address));

    /// <summary>How many lines of each kind there were.</summary>
    internal Dictionary<string, int> Counts { get; } = [];

    /// <summary>What does not hold.</summary>
    internal List<string> Findings { get; } = [];

    internal void Hear(string line)
    {
        string[] words = line.Split(' ');
        Counts[words[0]] = Counts.GetValueOrDefault(words[0]) + 1;
        switch (words)
        {
            case ["open" or "opened"]: break;
            case ["put", string address]: _here.Add(Parse(address)); break;
            case ["operation", string address, string id]:
                _here.Add(Parse(address));
                _operations[id] = (Parse(address), _operations.Count);
                break;
            case ["adding", .. string[] added]: _adding.Add(added[0], added); break;
            case ["added", .. string[] added]:
                _adding.Remove(added[0]);
                foreach (string address in added) _here.Add(Parse(address));
                break;
            case ["removing", .. string[] removed]: _removing.Add(removed[0], removed); break;
            case ["removed", .. string[] removed]:
                _removing.Remove(removed[0]);
                Bury(removed);
                break;
            case ["superseded", string old, string successor]:
                _here.Add(Parse(successor));
                if (!_superseded.TryAdd(Parse(old), Parse(successor))) Findings.Add($"two callers superseded {old}");
                break;
            case ["contradicted", string address]: _contradicted.Add(Parse(address)); break;
            case ["vector", string address]: _vectors.Add(Parse(address)); break;
            case ["metadata", string key, string value]: _metadata[key] = long.Parse(value, CultureInfo.InvariantCulture); break;
            case ["content", string uri]: _contents.Add(uri); break;
            default: Findings.Add($"it said: {line}"); break;
        }
    }

    /// <summary>What was under way when the process was killed is done as a whole or not at all.</summary>
    /// <param name="isHere">Whether the store holds a grain or an attachment.</param>
    internal void Settle(Func<string, bool> isHere)
    {
        foreach (string[] group in _adding.Values)
        {
            int found = group.Count(isHere);
            if (found == group.Length) _here.UnionWith(group.Select(Parse));
            else if (found != 0) Findings.Add($"{found} of {group.Length} grains of one call are here");
        }
        foreach (string[] group in _removing.Values)
        {
            int found = group.Count(isHere);
            if (found == 0) Bury(group);
            else if (found != group.Length) Findings.Add($"{group.Length - found} of {group.Length} of one removal are gone");
        }
        _adding.Clear();
        _removing.Clear();
    }

    internal static bool IsContent(string text) => text.StartsWith(CasUri.Prefix, StringComparison.Ordinal);

    internal static ContentAddress Parse(string text) => ContentAddress.Parse(text);

    private void Bury(string[] removed)
    {
        foreach (string text in removed)
        {
            if (IsContent(text))
            {
                _destroyed.Add(text);
                continue;
            }
            _here.Remove(Parse(text));
            _gone.Add(Parse(text));
        }
    }
}
