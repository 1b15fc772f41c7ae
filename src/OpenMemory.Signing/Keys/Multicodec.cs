namespace OpenMemory.Signing;

/// <summary>Multicodec numbers of keys: unsigned varints before a key's bytes (OMS-12.2-1).</summary>
internal static class Multicodec
{
    internal const ulong Ed25519 = 0xed, P256 = 0x1200;

    internal const string Rule = "OMS-12.2-1";

    private const int MaxVarintBytes = 9;

    /// <summary>Reads a whole varint: seven bits a byte, the least first, at most nine bytes, in its one shortest form.</summary>
    internal static bool TryReadVarint(ReadOnlySpan<byte> bytes, out ulong value, out int length, out OmsFault fault)
    {
        value = 0;
        for (length = 0; length < Math.Min(bytes.Length, MaxVarintBytes); length++)
        {
            byte part = bytes[length];
            value |= (ulong)(part & 0x7f) << (7 * length);
            if (part >= 0x80) continue;
            length++;
            fault = part == 0 && length > 1 ? new(OmsErrorCode.Corrupt, Rule, "The number of the kind of key is longer than it need be") : default;
            return !fault.IsFault;
        }
        fault = new(OmsErrorCode.Corrupt, Rule, length < MaxVarintBytes ? "The number of the kind of key is cut off" : "The number of the kind of key is longer than nine bytes");
        return false;
    }

    /// <summary>What a number stands for, where it is one that DIDs are known to carry and that cannot sign grains.</summary>
    internal static string? NameOf(ulong code) => code switch
    {
        0x00 => "identity, no key",
        0xe7 => "secp256k1",
        0xea => "BLS12-381 G1",
        0xeb => "BLS12-381 G2",
        0xec => "X25519, for encryption",
        0xee => "BLS12-381 G1 and G2",
        0xef => "Sr25519",
        0x1201 => "P-384",
        0x1202 => "P-521",
        0x1203 => "Ed448",
        0x1204 => "X448, for encryption",
        0x1205 => "RSA",
        0x1206 => "SM2",
        0x120b => "ML-KEM-512, for encryption",
        0x120c => "ML-KEM-768, for encryption",
        0x120d => "ML-KEM-1024, for encryption",
        0x1210 => "ML-DSA-44",
        0x1211 => "ML-DSA-65",
        0x1212 => "ML-DSA-87",
        >= 0x1300 and <= 0x130f => "a private key, which must never be shown",
        0xeb51 => "a JSON Web Key",
        _ => null,
    };
}
