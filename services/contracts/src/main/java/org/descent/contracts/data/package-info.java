/** Examples as plain arrays, shared by those who make them, train on them and judge by them. */
package org.descent.contracts.data;
