package org.descent.contracts.event;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.descent.contracts.event.Classification.Uncertain;

/**
 * Named examples in about a third of the room that they would take each by itself: there are thirty
 * of every trial, and hardly ever is one looked at. Each is its whole numbers, seven bits a byte,
 * and its probability. Lists of it are equal to others of the same examples.
 */
final class PackedExamples extends AbstractList<Uncertain> {
  /** Three whole numbers of at most five bytes each, and a double. */
  private static final int MOST = 3 * 5 + Double.BYTES;

  private final byte[] bytes;
  private final int size;

  private PackedExamples(byte[] bytes, int size) {
    this.bytes = bytes;
    this.size = size;
  }

  static List<Uncertain> of(List<Uncertain> examples) {
    if (examples.isEmpty() || examples instanceof PackedExamples) {
      return examples.isEmpty() ? List.of() : examples;
    }
    var packed = ByteBuffer.allocate(MOST * examples.size());
    for (var example : examples) {
      put(packed, example.row());
      put(packed, example.wanted());
      put(packed, example.said());
      packed.putDouble(example.probability());
    }
    return new PackedExamples(Arrays.copyOf(packed.array(), packed.position()), examples.size());
  }

  private static void put(ByteBuffer packed, int number) {
    int rest = number;
    for (; (rest & ~0x7F) != 0; rest >>>= 7) {
      packed.put((byte) (rest | 0x80));
    }
    packed.put((byte) rest);
  }

  private static int number(ByteBuffer packed) {
    int number = 0;
    for (int shift = 0; ; shift += 7) {
      int next = packed.get();
      number |= (next & 0x7F) << shift;
      if (next >= 0) {
        return number;
      }
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Uncertain get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index + " of " + size);
    }
    var each = iterator();
    for (int i = 0; i < index; i++) {
      each.next();
    }
    return each.next();
  }

  @Override
  public Iterator<Uncertain> iterator() {
    var packed = ByteBuffer.wrap(bytes);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return packed.hasRemaining();
      }

      @Override
      public Uncertain next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return new Uncertain(number(packed), number(packed), number(packed), packed.getDouble());
      }
    };
  }
}
