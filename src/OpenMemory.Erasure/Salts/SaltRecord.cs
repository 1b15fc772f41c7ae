using System.Buffers.Binary;

namespace OpenMemory.Erasure;

/// <summary>
/// An entry in memory and in a file, 80 bytes: token 32, version of the master key 4, state 1, zeros 3, milliseconds 8, salt 32;
/// numbers are big-endian.
/// </summary>
internal static class SaltRecord
{
    internal const int SizeInBytes = SaltAt + KeyDerivation.SaltBytes;

    private const int VersionAt = BlindToken.SizeInBytes, StateAt = VersionAt + 4, ZerosAt = StateAt + 1, TimeAt = StateAt + 4, SaltAt = TimeAt + 8;

    private const string Rule = "R-51";

    internal static UserSaltName NameOf(ReadOnlySpan<byte> record) => new(new(record[..VersionAt]), BinaryPrimitives.ReadUInt32BigEndian(record[VersionAt..]));

    internal static UserSaltState StateOf(ReadOnlySpan<byte> record) => (UserSaltState)record[StateAt];

    internal static ReadOnlySpan<byte> SaltOf(ReadOnlySpan<byte> record) => record[SaltAt..];

    internal static UserSaltEntry EntryOf(ReadOnlySpan<byte> record) => new(NameOf(record), StateOf(record), BinaryPrimitives.ReadInt64BigEndian(record[TimeAt..]));

    /// <summary>Fills all 80 bytes.</summary>
    /// <param name="record">The 80 bytes.</param>
    /// <param name="name">The name.</param>
    /// <param name="time">When the salt was made or destroyed.</param>
    /// <param name="salt">The salt; empty for a tombstone.</param>
    internal static void Write(Span<byte> record, in UserSaltName name, EpochMilliseconds time, ReadOnlySpan<byte> salt)
    {
        record.Clear();
        name.Token.CopyTo(record);
        BinaryPrimitives.WriteUInt32BigEndian(record[VersionAt..], name.MasterKeyVersion);
        record[StateAt] = (byte)(salt.IsEmpty ? UserSaltState.Destroyed : UserSaltState.Active);
        BinaryPrimitives.WriteInt64BigEndian(record[TimeAt..], time.Value);
        salt.CopyTo(record[SaltAt..]);
    }

    /// <summary>What is wrong with an entry that was read, with the offset in the entry.</summary>
    internal static OmsFault Check(ReadOnlySpan<byte> record)
    {
        UserSaltState state = StateOf(record);
        if (state is not (UserSaltState.Active or UserSaltState.Destroyed)) return new(OmsErrorCode.Corrupt, Rule, "An entry has a state that does not exist", StateAt);
        if (record[ZerosAt..TimeAt].ContainsAnyExcept((byte)0)) return new(OmsErrorCode.Corrupt, Rule, "Reserved bytes of an entry are not zero", ZerosAt);
        if (SaltOf(record).ContainsAnyExcept((byte)0) == (state == UserSaltState.Active)) return default;
        return new(OmsErrorCode.Corrupt, Rule, state == UserSaltState.Active ? "A salt is zeros" : "A tombstone holds a salt", SaltAt);
    }
}
