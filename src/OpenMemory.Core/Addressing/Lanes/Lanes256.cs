using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OpenMemory;

/// <summary>Eight lanes in the registers of AVX2.</summary>
internal readonly struct Lanes256 : ILaneVector<Vector256<uint>>
{
    /// <summary>Turns the bytes of each 32-bit word round.</summary>
    internal static Vector128<byte> BigEndian => Vector128.Create((byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);

    internal static bool IsSupported => Avx2.IsSupported;

    public static int Lanes => 8;

    public static int BlocksInTime => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Create(uint word) => Vector256.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Add(Vector256<uint> left, Vector256<uint> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> BigSigma0(Vector256<uint> word) => Rotate(word, 2) ^ Rotate(word, 13) ^ Rotate(word, 22);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> BigSigma1(Vector256<uint> word) => Rotate(word, 6) ^ Rotate(word, 11) ^ Rotate(word, 25);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> SmallSigma0(Vector256<uint> word) => Rotate(word, 7) ^ Rotate(word, 18) ^ (word >>> 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> SmallSigma1(Vector256<uint> word) => Rotate(word, 17) ^ Rotate(word, 19) ^ (word >>> 10);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Choose(Vector256<uint> first, Vector256<uint> ones, Vector256<uint> zeros) => zeros ^ (first & (ones ^ zeros));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Majority(Vector256<uint> first, Vector256<uint> second, Vector256<uint> third) =>
        (first & second) | (third & (first | second));

    public static unsafe void Load(byte** blocks, Vector256<uint>* words)
    {
        LoadHalf(blocks, 0, words);
        LoadHalf(blocks, 32, words + 8);
    }

    /// <summary>Eight words of every lane's block.</summary>
    private static unsafe void LoadHalf(byte** blocks, int offset, Vector256<uint>* words)
    {
        Vector256<byte> bigEndian = Vector256.Create(BigEndian, BigEndian);
        // By fours: four lanes' words 0 and 4 in one register, words 1 and 5 in the next, and so on.
        Vector256<ulong>* fours = stackalloc Vector256<ulong>[8];
        for (int lane = 0; lane < 8; lane += 4)
        {
            Vector256<uint> a = Read(blocks[lane] + offset, bigEndian), b = Read(blocks[lane + 1] + offset, bigEndian);
            Vector256<uint> c = Read(blocks[lane + 2] + offset, bigEndian), d = Read(blocks[lane + 3] + offset, bigEndian);
            Vector256<ulong> abLow = Avx2.UnpackLow(a, b).AsUInt64(), abHigh = Avx2.UnpackHigh(a, b).AsUInt64();
            Vector256<ulong> cdLow = Avx2.UnpackLow(c, d).AsUInt64(), cdHigh = Avx2.UnpackHigh(c, d).AsUInt64();
            fours[lane] = Avx2.UnpackLow(abLow, cdLow);
            fours[lane + 1] = Avx2.UnpackHigh(abLow, cdLow);
            fours[lane + 2] = Avx2.UnpackLow(abHigh, cdHigh);
            fours[lane + 3] = Avx2.UnpackHigh(abHigh, cdHigh);
        }
        for (int word = 0; word < 4; word++)
        {
            words[word] = Avx2.Permute2x128(fours[word], fours[word + 4], 0x20).AsUInt32();
            words[word + 4] = Avx2.Permute2x128(fours[word], fours[word + 4], 0x31).AsUInt32();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<uint> Read(byte* from, Vector256<byte> order) => Avx2.Shuffle(Vector256.Load(from), order).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Rotate(Vector256<uint> word, int by) => (word >>> by) | (word << (32 - by));
}
