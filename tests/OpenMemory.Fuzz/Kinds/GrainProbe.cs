using System.Collections;
using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace OpenMemory.Fuzzing;

/// <summary>Reads everything that a grain or a view offers: no property of a hostile grain may throw.</summary>
internal static class GrainProbe
{
    private static readonly ConcurrentDictionary<Type, (string Name, Func<object, object?> Get)[]> s_getters = new();

    /// <exception cref="FindingException">A property throws.</exception>
    internal static void ReadAll(object grain)
    {
        Type type = grain.GetType();
        foreach ((string name, Func<object, object?> get) in s_getters.GetOrAdd(type, GettersOf))
        {
            object? value;
            try
            {
                value = get(grain);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{type.Name}.{name} threw", exception);
            }
            if (value is NestedFields map) ReadAll(map);
            else if (value is IEnumerable list and not string and not OmsMap)
            {
                foreach (object? element in list)
                {
                    if (element is NestedFields nested) ReadAll(nested);
                }
            }
        }
    }

    /// <summary>Walks a view to its leaves and copies every value.</summary>
    /// <returns>A number that is greater for every entry.</returns>
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

    private static (string Name, Func<object, object?> Get)[] GettersOf(Type type) =>
    [
        .. type.GetProperties().Where(static property => property.GetIndexParameters().Length == 0).Select(property => (property.Name, Compile(type, property))),
    ];

    private static Func<object, object?> Compile(Type type, PropertyInfo property)
    {
        ParameterExpression self = Expression.Parameter(typeof(object));
        Expression value = Expression.Property(Expression.Convert(self, type), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), self).Compile();
    }
}
