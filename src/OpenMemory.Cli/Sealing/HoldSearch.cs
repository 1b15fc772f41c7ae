using OpenMemory.Cli.Input;
using OpenMemory.Erasure;

namespace OpenMemory.Cli.Sealing;

/// <summary>Looks through memories for grains of some users, sealed or not, that are under a legal hold (OMS-23.2-3).</summary>
internal sealed class HoldSearch
{
    private readonly UserKeyRing _ring;
    private readonly CommandContext _context;
    private readonly TokenTable _users;

    internal HoldSearch(UserKeyRing ring, IEnumerable<string> users, CommandContext context)
    {
        (_ring, _context) = (ring, context);
        _users = new(ring, users);
    }

    /// <summary>Sees to it that an input holds no such grain.</summary>
    /// <exception cref="UsageException">The input cannot be opened, or is empty.</exception>
    /// <exception cref="BadDataException">A grain is held, or cannot be read, so that nobody can say.</exception>
    internal void Require(string path)
    {
        GrainReadOptions reading = new() { Mode = ReadingMode.Compatible };
        using InputReader input = InputReader.Open(path, _context);
        BlobInput blobs = new(input) { Mode = reading.Mode, EncodeGrain = static json => GrainJson.Encode(json.Span, restore: true) };
        blobs.ForEach(blob =>
        {
            GrainBlob? grain = GrainBlob.ParseDelivered(blob, reading);
            bool isTheirs = grain.View().IsSealed ? TryOpen(blob, reading, out grain) : IsTheirs(grain);
            if (isTheirs && IsHeld(grain!))
                throw new OmsException(new OmsFault(OmsErrorCode.InvalidationDenied, "OMS-23.2-3", "A grain of the user is under a legal hold; no key was destroyed"));
        });
    }

    /// <summary>
    /// Opens a grain that is sealed for one of the users, whoever its user_id names: it depends on the key. What does not open
    /// for them depends on nothing any more.
    /// </summary>
    private bool TryOpen(ReadOnlySpan<byte> blob, in GrainReadOptions reading, out GrainBlob? grain)
    {
        grain = null;
        return _users.UserOf(blob) is { } userId && _ring.TryOpen(userId, blob, out grain, out _, reading);
    }

    private bool IsTheirs(GrainBlob grain) =>
        grain.View().TryGet(Field.UserId, out FieldValue value) && value is { Kind: OmsValueKind.Text, Count: > 0 }
        && _users.Has(_ring.GetNames(value.ToText())[0]); // so that user ids are compared as they are normalized

    /// <summary>Whether the mode in effect now is that of a hold; whether it was lifted is nothing that a grain says .</summary>
    private bool IsHeld(GrainBlob grain)
    {
        if (!grain.View().TryGet(Field.InvalidationPolicy, out FieldValue value) || value.Kind != OmsValueKind.Map) return false;
        InvalidationPolicy policy = new(value.ToValue().AsMap());
        return policy.Mode == "hold"
            || (policy.Mode == "timed" && policy.FallbackMode == "hold" && policy.LockedUntil <= _context.Clock.GetUtcNow().ToUnixTimeSeconds());
    }
}
