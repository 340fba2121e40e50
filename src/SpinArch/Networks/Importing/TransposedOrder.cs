using System.Collections.Immutable;

namespace SpinArch.Networks.Importing;

/// <summary>Where the elements of a transposed array stood before.</summary>
internal static class TransposedOrder
{
    /// <summary>Of each element of the transposed array, its place in the array as it was, both in C order.</summary>
    /// <param name="extents">The extents before.</param>
    /// <param name="axes">Of each extent after, which it was.</param>
    public static int[] Of(ImmutableArray<int> extents, ImmutableArray<int> axes)
    {
        if (!axes.Order().SequenceEqual(Enumerable.Range(0, extents.Length)))
        {
            throw new ImportFault($"transposes {MapShape.Text(extents)} by the axes {MapShape.Text(axes)}, which are no permutation of "
                + "its own");
        }

        int[] strides = new int[extents.Length];
        int count = 1;
        for (int axis = extents.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = count;
            count *= extents[axis];
        }

        int[] order = new int[count];
        int[] index = new int[extents.Length];
        for (int place = 0; place < count; place++)
        {
            int before = 0;
            for (int axis = 0; axis < index.Length; axis++)
            {
                before += index[axis] * strides[axes[axis]];
            }

            order[place] = before;
            for (int axis = index.Length - 1; axis >= 0 && ++index[axis] == extents[axes[axis]]; axis--)
            {
                index[axis] = 0;
            }
        }

        return order;
    }
}
