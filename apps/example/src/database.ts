// Written by roost schema:types from the migrations. Do not edit: run it again.

export interface CommentsRow {
  id: number;
  post_id: number;
  author: string;
  body: string;
  created_at: string;
}

export interface CommentsInsert {
  id?: number;
  post_id: number;
  author: string;
  body: string;
  created_at?: string;
}

export interface CommentsUpdate {
  id?: number;
  post_id?: number;
  author?: string;
  body?: string;
  created_at?: string;
}

export interface PostTagsRow {
  post_id: number;
  tag_slug: string;
}

export interface PostTagsInsert {
  post_id: number;
  tag_slug: string;
}

export interface PostTagsUpdate {
  post_id?: number;
  tag_slug?: string;
}

export interface PostsRow {
  id: number;
  author_id: number;
  slug: string;
  title: string;
  body: string;
  status: 'draft' | 'published' | 'archived';
  created_at: string;
  summary: string;
}

export interface PostsInsert {
  id?: number;
  author_id: number;
  slug: string;
  title: string;
  body: string;
  status?: 'draft' | 'published' | 'archived';
  created_at?: string;
  summary?: string;
}

export interface PostsUpdate {
  id?: number;
  author_id?: number;
  slug?: string;
  title?: string;
  body?: string;
  status?: 'draft' | 'published' | 'archived';
  created_at?: string;
  summary?: string;
}

export interface TagsRow {
  slug: string;
  name: string;
}

export interface TagsInsert {
  slug: string;
  name: string;
}

export interface TagsUpdate {
  slug?: string;
  name?: string;
}

export interface UsersRow {
  id: number;
  name: string;
  email: string;
  created_at: string;
}

export interface UsersInsert {
  id?: number;
  name: string;
  email: string;
  created_at?: string;
}

export interface UsersUpdate {
  id?: number;
  name?: string;
  email?: string;
  created_at?: string;
}
