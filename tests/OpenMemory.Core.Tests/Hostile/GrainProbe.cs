using System.Collections;
using System.Reflection;

namespace OpenMemory.Tests;

/// <summary>Reads everything that a grain object or a view offers: no property of a hostile grain may throw.</summary>
internal static class GrainProbe
{
    private static readonly Dictionary<Type, PropertyInfo[]> s_properties = [];

    internal static void ReadAll(object grain)
    {
        Type type = grain.GetType();
        if (!s_properties.TryGetValue(type, out PropertyInfo[]? properties))
            s_properties[type] = properties = [.. type.GetProperties().Where(static property => property.GetIndexParameters().Length == 0)];
        foreach (PropertyInfo property in properties)
        {
            object? value;
            try
            {
                value = property.GetValue(grain);
            }
            catch (TargetInvocationException exception)
            {
                throw new InvalidOperationException($"{type.Name}.{property.Name} threw", exception.InnerException);
            }
            if (value is IEnumerable list and not string and not OmsMap)
            {
                foreach (object? element in list)
                {
                    if (element is NestedFields nested) ReadAll(nested);
                }
            }
            else if (value is NestedFields map) ReadAll(map);
        }
    }

    /// <summary>Walks a view to its leaves and copies every value.</summary>
    internal static int Walk(FieldEnumerator entries)
    {
        int count = 0;
        while (entries.MoveNext())
        {
            FieldValue value = entries.Current.Value;
            _ = value.ToValue();
            count += 1 + value.Encoded.Length + entries.Current.Key.Length + Walk(value.GetEnumerator());
        }
        return count;
    }
}
