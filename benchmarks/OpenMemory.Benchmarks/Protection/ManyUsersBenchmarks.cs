using System.Globalization;
using BenchmarkDotNet.Attributes;
using OpenMemory.Erasure;

namespace OpenMemory.Benchmarks;

/// <summary>100,000 users: vector 1 sealed for one after another, and a store of salts in a file that gains and loses one.</summary>
[MemoryDiagnoser]
public class ManyUsersBenchmarks
{
    private const int Users = 100_000;

    private readonly string[] _users = [.. Enumerable.Range(0, Users).Select(static i => "customer-" + i.ToString(CultureInfo.InvariantCulture))];
    private readonly byte[] _grain = Samples.Vector1().ToBlob().Span.ToArray(), _buffer = new byte[512];
    private readonly string _folder = Directory.CreateTempSubdirectory("openmemory-").FullName;
    private readonly MasterKeySet _masters = MasterKeySet.Generate();
    private readonly InMemoryUserSaltStore _memory = new();
    private FileUserSaltStore _file = null!;
    private UserKeyRing _allReady = null!, _fewReady = null!, _onDisk = null!;
    private int _next, _added, _destroyed;

    /// <summary>Gives everybody a key.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _allReady = new(_masters, _memory, new() { MaxReadyKeys = Users });
        _allReady.CreateKeys(_users);
        foreach (string user in _users) _allReady.SealInto(user, _grain, _buffer);
        _fewReady = new(_masters, _memory);
        _file = FileUserSaltStore.Open(Path.Combine(_folder, "users.salts"));
        _onDisk = new(_masters, _file);
        _onDisk.CreateKeys(_users);
    }

    /// <summary>Removes the file.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        _file.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Every key is ready.</summary>
    [Benchmark(Baseline = true, Description = "seal for the next user, all keys ready")]
    public int SealReady() => _allReady.SealInto(Next(), _grain, _buffer);

    /// <summary>4,096 keys are ready, and never the next one.</summary>
    [Benchmark(Description = "seal for the next user, key derived each time")]
    public int SealDerived() => _fewReady.SealInto(Next(), _grain, _buffer);

    /// <summary>The file is replaced as a whole.</summary>
    [Benchmark(Description = "file store: one more user")]
    public int AddOne() => _onDisk.CreateKeys(["new-" + _added++.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>The file is replaced as a whole.</summary>
    [Benchmark(Description = "file store: destroy a user")]
    public ErasureReceipt DestroyOne() => _onDisk.Destroy(_users[_destroyed++]);

    private string Next() => _users[_next = (_next + 1) % Users];
}
