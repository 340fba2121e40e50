using System.Collections.Immutable;
using System.Globalization;
using SpinArch.Files;

namespace SpinArch.Networks;

/// <summary>Walks the Python literal of a <c>.npy</c> header token by token; space between tokens is skipped, anything unexpected is an <see cref="InputException"/>.</summary>
internal sealed class PythonLiteralCursor(string place, string text)
{
    private int _at;

    /// <summary>The error for the present position.</summary>
    public InputException Bad() => new(place, $"the .npy header is malformed at character {_at.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Takes a character if it is next.</summary>
    public bool TryTake(char wanted)
    {
        SkipSpace();
        if (_at >= text.Length || text[_at] != wanted)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Takes a character that must be next.</summary>
    public void Expect(char wanted)
    {
        if (!TryTake(wanted))
        {
            throw Bad();
        }
    }

    /// <summary>Nothing but space may follow.</summary>
    public void End()
    {
        SkipSpace();
        if (_at != text.Length)
        {
            throw Bad();
        }
    }

    /// <summary>A quoted string of at most 64 characters.</summary>
    public string Text()
    {
        SkipSpace();
        if (_at >= text.Length || text[_at] is not ('\'' or '"'))
        {
            throw Bad();
        }

        int end = text.IndexOf(text[_at], _at + 1);
        if (end < 0 || end - _at > 64)
        {
            throw Bad();
        }

        string value = text[(_at + 1)..end];
        if (value.Any(char.IsControl))
        {
            throw Bad();
        }

        _at = end + 1;
        return value;
    }

    /// <summary>True or False.</summary>
    public bool Boolean()
    {
        SkipSpace();
        foreach (string word in (ReadOnlySpan<string>)["True", "False"])
        {
            if (string.CompareOrdinal(text, _at, word, 0, word.Length) == 0)
            {
                _at += word.Length;
                return word == "True";
            }
        }

        throw Bad();
    }

    /// <summary>A tuple of non-negative integers with at most so many members.</summary>
    public ImmutableArray<int> Tuple(int maximum)
    {
        Expect('(');
        var extents = ImmutableArray.CreateBuilder<int>();
        while (!TryTake(')'))
        {
            SkipSpace();
            int start = _at;
            while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            {
                _at++;
            }

            if (!int.TryParse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out int extent)
                || extents.Count == maximum)
            {
                _at = start;
                throw Bad();
            }

            extents.Add(extent);
            if (!TryTake(','))
            {
                // "(5)" is a number in Python, not a tuple, and NumPy never writes it.
                if (extents.Count == 1)
                {
                    throw Bad();
                }

                Expect(')');
                break;
            }
        }

        return extents.ToImmutable();
    }

    private void SkipSpace()
    {
        while (_at < text.Length && text[_at] is ' ' or '\n' or '\t')
        {
            _at++;
        }
    }
}
