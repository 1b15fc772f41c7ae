using System.Text.Json;

namespace OpenMemory;

/// <summary>The full names of all fields as members of JSON objects. None needs an escape.</summary>
internal static class JsonNames
{
    private static readonly JsonEncodedText[] s_byField = Build();

    internal static JsonEncodedText Type { get; } = JsonEncodedText.Encode("type");

    /// <summary>The name of a field.</summary>
    internal static JsonEncodedText Of(Field field) => s_byField[field.Id];

    private static JsonEncodedText[] Build()
    {
        JsonEncodedText[] names = new JsonEncodedText[Field.Count];
        for (byte type = (byte)GrainType.Fact; type <= (byte)GrainType.Trigger; type++)
        {
            foreach (FieldDefinition definition in EffectiveMap.For(type).Definitions) names[definition.Field.Id] = JsonEncodedText.Encode(definition.NameBytes);
        }
        return names;
    }
}
