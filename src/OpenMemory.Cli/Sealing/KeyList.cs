using System.Globalization;
using System.Text.Json;
using OpenMemory.Cli.Terminal;
using OpenMemory.Erasure;

namespace OpenMemory.Cli.Sealing;

/// <summary>Prints entries of a file of salts, one a line or all in one JSON object, and how many there were of each state.</summary>
internal sealed class KeyList : IDisposable
{
    private readonly CommandContext _context;
    private readonly Utf8JsonWriter? _json;
    private long _active, _destroyed, _none;

    internal KeyList(CommandContext context, bool asJson)
    {
        _context = context;
        if (!asJson) return;
        _json = new(context.Output);
        _json.WriteStartObject();
        _json.WriteStartArray("keys");
    }

    internal void Add(in UserSaltEntry entry)
    {
        if (entry.State == UserSaltState.Active) _active++;
        else _destroyed++;
        Write(entry.Name, entry.State == UserSaltState.Active ? "active" : "destroyed", UtcText.Of(entry.Time));
    }

    /// <summary>A user of whom the file knows nothing.</summary>
    internal void AddNone(in UserSaltName name)
    {
        _none++;
        Write(name, "none", null);
    }

    /// <summary>Prints the counts.</summary>
    internal void Finish()
    {
        if (_json is null)
        {
            string none = _none == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {_none} without a key");
            _context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_active} active, {_destroyed} destroyed{none}"));
            return;
        }
        _json.WriteEndArray();
        _json.WriteNumber("active", _active);
        _json.WriteNumber("destroyed", _destroyed);
        _json.WriteNumber("none", _none);
        _json.WriteEndObject();
        _json.Flush();
        _context.WriteLine("");
    }

    public void Dispose() => _json?.Dispose();

    private void Write(in UserSaltName name, string state, string? time)
    {
        if (_json is null)
        {
            _context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name.Token} {name.MasterKeyVersion} {state} {time}").TrimEnd());
            return;
        }
        _json.WriteStartObject();
        _json.WriteString("token", name.Token.ToString());
        _json.WriteNumber("master_key_version", name.MasterKeyVersion);
        _json.WriteString("state", state);
        if (time is not null) _json.WriteString("time", time);
        _json.WriteEndObject();
        _json.Flush(); // so that it holds one entry at a time
    }
}
