using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using OpenMemory.Compression;
using OpenMemory.Disclosure;
using OpenMemory.Erasure;
using OpenMemory.Signing;
using OpenMemory.Store;
using OpenMemory.Store.Sqlite;
using OpenMemory.Supersession;

namespace OpenMemory.Documents.Tests;

/// <summary>No public member is without documentation: what stands beside each assembly says something of every one.</summary>
[TestFixture]
public sealed class MemberDocumentationTests
{
    private static readonly Assembly[] s_libraries =
    [
        typeof(Grain).Assembly, typeof(SystemCodecs).Assembly, typeof(Elision).Assembly, typeof(UserKeyRing).Assembly, typeof(GrainSigning).Assembly,
        typeof(SupersessionChain).Assembly, typeof(IGrainStore).Assembly, typeof(SqliteGrainStore).Assembly,
    ];

    [TestCaseSource(nameof(s_libraries))]
    public void Every_public_member_says_what_it_is(Assembly library)
    {
        Dictionary<string, XElement> documented = XDocument.Load(Path.ChangeExtension(library.Location, ".xml")).Descendants("member")
            .ToDictionary(static member => member.Attribute("name")!.Value);
        int members = 0;
        List<string> bare = [];
        foreach (Type type in library.GetExportedTypes())
        {
            if (!Says(documented, "T:" + Name(type))) bare.Add(type.FullName!);
            foreach (MemberInfo member in Shown(type))
            {
                members++;
                if (!IsDocumented(documented, type, member)) bare.Add($"{type.FullName}.{member.Name}");
            }
        }
        Assert.That(bare, Is.Empty);
        Assert.That(members, Is.GreaterThan(5));
    }

    private static bool IsDocumented(Dictionary<string, XElement> documented, Type type, MemberInfo member) => member switch
    {
        // Of a primary constructor the type's own comment says everything, and so it does of the properties of a record's head.
        PropertyInfo property => Says(documented, $"P:{Name(type)}.{property.Name}") || HasParameter(documented, type, property.Name) || Starts(documented, $"P:{Name(type)}.{property.Name}("),
        FieldInfo => Says(documented, $"F:{Name(type)}.{member.Name}"),
        EventInfo => Says(documented, $"E:{Name(type)}.{member.Name}"),
        ConstructorInfo constructor => constructor.GetParameters().Length == 0 || Starts(documented, $"M:{Name(type)}.#ctor("),
        Type => true, // an exported type of its own
        _ => Says(documented, $"M:{Name(type)}.{member.Name}") || Starts(documented, $"M:{Name(type)}.{member.Name}(") || Starts(documented, $"M:{Name(type)}.{member.Name}`"),
    };

    private static IEnumerable<MemberInfo> Shown(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(static member => member.GetCustomAttribute<CompilerGeneratedAttribute>() is null && member switch
            {
                PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible) && property.Name != "EqualityContract",
                FieldInfo field => field.IsPublic && !field.IsSpecialName,
                EventInfo => true,
                ConstructorInfo constructor => IsVisible(constructor) && !IsCopying(constructor),
                MethodInfo method => IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)),
                _ => false,
            });

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    /// <summary>What a record is copied with.</summary>
    private static bool IsCopying(ConstructorInfo constructor) => constructor.IsFamily && constructor.GetParameters() is [{ } only] && only.ParameterType == constructor.DeclaringType;

    private static string Name(Type type) => type.FullName!.Replace('+', '.');

    private static bool Says(Dictionary<string, XElement> documented, string name) => documented.TryGetValue(name, out XElement? member) && Says(member);

    private static bool Says(XElement member) => (member.Element("summary") is { } summary && (summary.HasElements || !string.IsNullOrWhiteSpace(summary.Value))) || member.Element("inheritdoc") is not null || member.Element("param") is not null;

    private static bool Starts(Dictionary<string, XElement> documented, string name) => documented.Any(entry => entry.Key.StartsWith(name, StringComparison.Ordinal) && Says(entry.Value));

    private static bool HasParameter(Dictionary<string, XElement> documented, Type type, string name) =>
        documented["T:" + Name(type)].Elements("param").Any(parameter => parameter.Attribute("name")!.Value == name);
}
