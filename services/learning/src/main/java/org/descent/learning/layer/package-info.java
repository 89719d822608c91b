/** What networks are made of: one class a layer, computed by both engines. */
package org.descent.learning.layer;
