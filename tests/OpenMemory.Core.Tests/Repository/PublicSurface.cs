using System.Reflection;

namespace OpenMemory.Tests;

/// <summary>What an assembly shows to others, as a text that is approved.</summary>
internal static class PublicSurface
{
    /// <summary>Fails unless the surface is the approved one; the new text is then written beside it.</summary>
    internal static void IsApproved(Assembly assembly, params string[] approvedFile)
    {
        string approved = RepositoryFiles.PathOf(approvedFile);
        string actual = string.Join('\n', Describe(assembly)) + "\n";
        if (File.Exists(approved) && File.ReadAllText(approved).ReplaceLineEndings("\n") == actual) return;
        string received = Path.ChangeExtension(approved, null)[..^".approved".Length] + ".received.txt";
        File.WriteAllText(received, actual);
        Assert.Fail($"The public surface changed. Compare {received} with the approved text, and replace it if the change is meant.");
    }

    private static IEnumerable<string> Describe(Assembly assembly)
    {
        foreach (Type type in assembly.GetExportedTypes().OrderBy(static type => type.FullName, StringComparer.Ordinal))
        {
            yield return $"{KindOf(type)} {Name(type)}{(type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) ? " : " + Name(parent) : "")}";
            foreach (string member in Members(type).Order(StringComparer.Ordinal)) yield return "  " + member;
        }
    }

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (MemberInfo member in type.GetMembers(declared))
        {
            string? line = member switch
            {
                FieldInfo { IsPublic: true } field => type.IsEnum
                    ? (field.IsLiteral ? $"{field.Name} = {field.GetRawConstantValue()}" : null)
                    : $"{(field.IsLiteral ? "const" : "field")} {Name(field.FieldType)} {field.Name}",
                PropertyInfo property when property.GetMethod is { } get && IsVisible(get) =>
                    $"{(get.IsStatic ? "static " : "")}{Name(property.PropertyType)} {property.Name}{Index(property)} {{ get; {(property.SetMethod is { } set && IsVisible(set) ? "init; " : "")}}}",
                ConstructorInfo constructor when IsVisible(constructor) => $"new({Parameters(constructor)})",
                MethodInfo method when IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) && !method.Name.Contains('<', StringComparison.Ordinal) =>
                    $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
                _ => null,
            };
            if (line is not null) yield return line;
        }
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Index(PropertyInfo property) =>
        property.GetIndexParameters() is { Length: > 0 } index ? $"[{string.Join(", ", index.Select(static parameter => Name(parameter.ParameterType)))}]" : "";

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(static parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? " = …" : "")}"));

    private static string KindOf(Type type) => type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsInterface ? "interface"
        : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static string Name(Type type)
    {
        if (type.IsByRef) return "ref " + Name(type.GetElementType()!);
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } inner) return Name(inner) + "?";
        string name = type.IsNested && !type.IsGenericParameter ? Name(type.DeclaringType!) + "." + type.Name : type.Name;
        if (!type.IsGenericType) return name;
        int tick = name.IndexOf('`', StringComparison.Ordinal);
        return $"{(tick < 0 ? name : name[..tick])}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
