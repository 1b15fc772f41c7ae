using System.Security.Cryptography;

namespace OpenMemory.Erasure.Tests;

/// <summary>What the killed processes said of one file of salts, held against what is in it.</summary>
internal sealed class SaltLedger
{
    private readonly Dictionary<UserSaltName, string> _salts = [];
    private readonly HashSet<UserSaltName> _destroyed = [];
    private Dictionary<UserSaltName, string> _creating = [];
    private ErasureReceipt? _newest;
    private string? _destroying, _receipt;

    /// <summary>What does not hold.</summary>
    internal List<string> Findings { get; } = [];

    /// <summary>How many creations and destructions were confirmed, and how many were under way at a kill.</summary>
    internal Dictionary<string, int> Counts { get; } = new() { ["created"] = 0, ["destroyed"] = 0, ["create"] = 0, ["destroy"] = 0 };

    /// <summary>Takes a line that a process wrote whole.</summary>
    internal void Hear(string line)
    {
        string[] words = line.Split(' ');
        switch (words[0])
        {
            case "create":
                _creating = words[1..].Select(static word => word.Split(':')).ToDictionary(static part => NameOf(part[0], uint.Parse(part[1])), static part => part[2]);
                break;
            case "created":
                Settle(isDone: true);
                break;
            case "destroy":
                _destroying = words[1];
                break;
            case "destroyed":
                _receipt = words[3];
                Bury(words[1]);
                break;
        }
        if (Counts.TryGetValue(words[0], out int count)) Counts[words[0]] = count + 1;
    }

    /// <summary>Opens the file after a kill.</summary>
    internal void Judge(string path)
    {
        using FileUserSaltStore store = FileUserSaltStore.Open(path);
        Dictionary<UserSaltName, UserSaltState> states = store.Entries.ToDictionary(static entry => entry.Name, static entry => entry.State);
        if (_creating.Count > 0)
        {
            int there = _creating.Keys.Count(states.ContainsKey);
            if (there != 0 && there != _creating.Count) Findings.Add($"{there} of {_creating.Count} salts of one call");
            Settle(isDone: there > 0);
        }
        if (_destroying is not null)
        {
            UserSaltName[] names = [.. _salts.Keys.Where(name => name.Token.ToString() == _destroying)];
            int gone = names.Count(name => states.GetValueOrDefault(name) == UserSaltState.Destroyed);
            if (gone != 0 && gone != names.Length) Findings.Add($"{gone} of {names.Length} salts of one user are destroyed");
            if (gone > 0) Bury(_destroying);
            _destroying = null;
        }
        foreach ((UserSaltName name, string hash) in _salts)
        {
            (UserSaltState state, byte[] salt) = store.Find(name);
            if (state != UserSaltState.Active || Convert.ToHexStringLower(SHA256.HashData(salt)) != hash) Findings.Add($"a salt that was made is {state}, or another one");
        }
        foreach (UserSaltName name in _destroyed)
        {
            (UserSaltState state, byte[] salt) = store.Find(name);
            if (state != UserSaltState.Destroyed || salt.AsSpan().ContainsAnyExcept((byte)0)) Findings.Add($"a salt that was destroyed is {state}");
        }
        if (states.Count != _salts.Count + _destroyed.Count) Findings.Add($"{states.Count} entries, {_salts.Count} salts and {_destroyed.Count} tombstones");
        JudgeReceipts(store.Receipts);
        string[] files = [.. Directory.EnumerateFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName)!];
        if (files.Length != 2) Findings.Add($"left after opening: {string.Join(", ", files)}");
    }

    private void JudgeReceipts(IReadOnlyList<ErasureReceipt> receipts)
    {
        OmsFault fault = ErasureReceiptChain.Verify(receipts, _newest);
        if (fault.IsFault) Findings.Add($"receipts: {fault}");
        if (_receipt is not null && !receipts.Any(receipt => receipt.Hash.ToString() == _receipt)) Findings.Add("a receipt that was given is not there");
        if (receipts.Count != _destroyed.Select(static name => name.Token).Distinct().Count()) Findings.Add($"{receipts.Count} receipts");
        _newest = receipts is [.., { } newest] ? newest : null;
        _receipt = null;
    }

    private void Settle(bool isDone)
    {
        if (isDone)
        {
            foreach ((UserSaltName name, string hash) in _creating) _salts.Add(name, hash);
        }
        _creating = [];
    }

    private void Bury(string token)
    {
        foreach (UserSaltName name in _salts.Keys.Where(name => name.Token.ToString() == token).ToArray())
        {
            _salts.Remove(name);
            _destroyed.Add(name);
        }
        _destroying = null;
    }

    private static UserSaltName NameOf(string hex, uint version) => BlindToken.TryParse(hex, out BlindToken token) ? new(token, version) : throw new FormatException(hex);
}
